package io.samui.core.sam;

import io.samui.core.inference.ImageFrame;
import io.samui.core.sam.ModelFamily.BundleContents;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The split that transformers and transformers.js make of a SAM model: a vision encoder, and one graph of prompt encoder and mask
 * decoder, which takes the encoder's outputs under the names they have there. Which SAM it is shows in its sizes.
 */
final class TransformersSplit {

    static final String INPUT_POINTS = "input_points";
    static final String INPUT_LABELS = "input_labels";
    static final String INPUT_BOXES = "input_boxes";
    static final String PRED_MASKS = "pred_masks";
    static final String IOU_SCORES = "iou_scores";

    static final String IMAGE_EMBEDDINGS = "image_embeddings";
    static final String POSITIONS = "image_positional_embeddings";

    private static final int LEVELS = 3;
    private static final int SAM1_SIZE = 1024;
    private static final int SAM2_SIZE = 1024;
    private static final int SAM3_SIZE = 1008;

    /** The finest level is so much smaller than the image. */
    private static final int SAM2_STRIDE = 4;

    private static final double SAM3_STRIDE = 3.5;

    private final BundleContents bundle;

    TransformersSplit(BundleContents bundle) {
        this.bundle = bundle;
    }

    Optional<SamModel> sam1() {
        return find(decoder -> features(decoder).equals(Set.of(IMAGE_EMBEDDINGS, POSITIONS)), "")
                .map(found -> found.model(bundle.preprocessing(() -> Preprocessing.sam1(found.size(SAM1_SIZE)))));
    }

    Optional<SamModel> sam2() {
        return find(TransformersSplit::hasLevels, "")
                .filter(found -> bundle.declared() != null || found.isSam2())
                .map(found -> found.model(bundle.preprocessing(() -> Preprocessing.sam2(found.size(SAM2_SIZE)))));
    }

    /**
     * @param prefix of the roles, so that a tracker can stand beside a detector
     */
    Optional<PromptableModel> sam3(String prefix) {
        return find(TransformersSplit::hasLevels, prefix)
                .filter(found -> bundle.declared() != null || found.isSam3())
                .map(found -> found.model(bundle.preprocessing(
                        () -> Preprocessing.sam3(new ImageFrame(found.size(SAM3_SIZE), found.size(SAM3_SIZE))))));
    }

    private static boolean hasLevels(GraphSignature decoder) {
        return features(decoder).size() == LEVELS;
    }

    private interface Fit {
        boolean test(GraphSignature decoder);
    }

    private Optional<Split> find(Fit fit, String prefix) {
        RoleFiles roles = bundle.roles();
        Optional<InspectedFile> decoder =
                roles.pick(prefix + Sam1MetaFamily.DECODER, signature -> isDecoder(signature) && fit.test(signature));
        return decoder.flatMap(found -> roles.pick(
                        prefix + Sam1MetaFamily.ENCODER, signature -> isEncoder(signature, features(found.signature())))
                .map(encoder -> new Split(encoder, found, prefix)));
    }

    private static boolean isDecoder(GraphSignature graph) {
        boolean points = graph.input(INPUT_POINTS).isPresent()
                && graph.input(INPUT_LABELS).isPresent();
        return (points || graph.input(INPUT_BOXES).isPresent())
                && graph.output(PRED_MASKS).isPresent()
                && graph.output(IOU_SCORES).isPresent();
    }

    private static boolean isEncoder(GraphSignature graph, Set<String> features) {
        return graph.inputs().size() == 1
                && Images.isPlanes(graph.inputs().get(0))
                && features.stream()
                        .allMatch(feature -> graph.output(feature)
                                .filter(output -> output.rank() == 4)
                                .isPresent());
    }

    /** What a decoder takes from the encoder. */
    private static Set<String> features(GraphSignature decoder) {
        Set<String> names =
                decoder.inputs().stream().map(TensorSpec::name).collect(Collectors.toCollection(HashSet::new));
        names.removeAll(Set.of(INPUT_POINTS, INPUT_LABELS, INPUT_BOXES));
        return names;
    }

    /** Encoder and decoder that belong together. */
    private record Split(InspectedFile encoder, InspectedFile decoder, String prefix) {

        PromptableModel model(Preprocessing preprocessing) {
            return new PromptableModel(
                    ImageEncoder.keeping(
                            prefix + Sam1MetaFamily.ENCODER, encoder, preprocessing, features(decoder.signature())),
                    prefix + Sam1MetaFamily.DECODER,
                    decoder,
                    new TransformersDecoder(decoder.signature()));
        }

        boolean isSam2() {
            return image() > 0 && finest() > 0
                    ? image() == SAM2_STRIDE * finest()
                    : image() > 0 ? image() != SAM3_SIZE : SAM2_STRIDE * finest() == SAM2_SIZE;
        }

        boolean isSam3() {
            return image() > 0 && finest() > 0
                    ? image() == SAM3_STRIDE * finest()
                    : image() > 0 ? image() == SAM3_SIZE : SAM3_STRIDE * finest() == SAM3_SIZE;
        }

        /** Side of the encoder's input; -1 where the graph leaves it open. */
        private long image() {
            return Images.frame(encoder.signature().inputs().get(0))
                    .map(ImageFrame::width)
                    .orElse(-1);
        }

        /** Side of the finest level, as either graph says; -1 where both leave it open. */
        private long finest() {
            return features(decoder.signature()).stream()
                    .flatMap(name -> List.of(
                            encoder.signature().output(name).orElseThrow(),
                            decoder.signature().input(name).orElseThrow())
                            .stream())
                    .mapToLong(spec -> spec.shape().get(spec.rank() - 1))
                    .max()
                    .orElse(-1);
        }

        int size(int otherwise) {
            return image() > 0 ? (int) image() : otherwise;
        }
    }
}
