package io.samui.core.sam;

import io.samui.core.inference.ImageFrame;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** EfficientSAM (yformer/EfficientSAM, {@code export_to_onnx.py}): it takes images of any size, and resizes them itself. */
final class EfficientSamFamily implements ModelFamily {

    static final String IMAGE_EMBEDDINGS = "image_embeddings";
    static final String POINT_COORDS = "batched_point_coords";
    static final String POINT_LABELS = "batched_point_labels";
    static final String ORIG_IM_SIZE = "orig_im_size";
    static final String MASKS = "output_masks";
    static final String SCORES = "iou_predictions";

    /** What the graph resizes to; more pixels are of no use to it. */
    private static final int SIZE = 1024;

    @Override
    public String name() {
        return "efficient-sam";
    }

    @Override
    public String requirement() {
        return name()
                + ": an encoder with one image input (f32 [N,3,H,W]) and one output, and a decoder with inputs image_embeddings, "
                + "batched_point_coords, batched_point_labels, orig_im_size and outputs output_masks and iou_predictions";
    }

    @Override
    public Optional<SamModel> recognise(BundleContents bundle) {
        RoleFiles roles = bundle.roles();
        Optional<InspectedFile> decoder = roles.pick(Sam1MetaFamily.DECODER, EfficientSamFamily::isDecoder);
        return decoder.flatMap(found -> roles.pick(Sam1MetaFamily.ENCODER, EfficientSamFamily::isEncoder)
                .map(encoder -> model(encoder, found, bundle)));
    }

    private static SamModel model(InspectedFile encoder, InspectedFile decoder, BundleContents bundle) {
        Preprocessing preprocessing = bundle.preprocessing(() -> Preprocessing.raw(
                new ImageFrame(SIZE, SIZE), Preprocessing.Resize.LONGEST_SIDE, 1 / 255.0, Preprocessing.Layout.NCHW));
        String embedding = encoder.signature().outputs().get(0).name();
        return new PromptableModel(
                ImageEncoder.renaming(
                        Sam1MetaFamily.ENCODER, encoder, preprocessing, Map.of(embedding, IMAGE_EMBEDDINGS)),
                Sam1MetaFamily.DECODER,
                decoder,
                new EfficientSamDecoder(decoder.signature()));
    }

    private static boolean isEncoder(GraphSignature graph) {
        return graph.inputs().size() == 1
                && Images.isPlanes(graph.inputs().get(0))
                && graph.outputs().size() == 1;
    }

    private static boolean isDecoder(GraphSignature graph) {
        Set<String> inputs = graph.inputs().stream().map(TensorSpec::name).collect(Collectors.toSet());
        return inputs.equals(Set.of(IMAGE_EMBEDDINGS, POINT_COORDS, POINT_LABELS, ORIG_IM_SIZE))
                && graph.output(MASKS).isPresent()
                && graph.output(SCORES).isPresent();
    }
}
