package io.samui.core.sam;

import io.samui.core.inference.ImageFrame;
import java.util.Optional;
import java.util.Set;

/** SAM3's detector, in the layouts of samexporter, osam and usls, with a tracker beside it where the bundle has one. */
final class Sam3ConceptFamily implements ModelFamily {

    private static final String TRACKER = "tracker_";
    private static final int DEFAULT_SIZE = 1008;

    @Override
    public String name() {
        return "sam3-concept";
    }

    @Override
    public String requirement() {
        return name()
                + ": an image encoder (u8 or f32 [3,S,S] or [N,3,S,S]), a language encoder (i64 tokens -> text_attention_mask, "
                + "text_memory) and a decoder with language_mask, language_features, box_coords, box_labels, box_masks -> boxes, "
                + "scores, masks; or a vision encoder, a text encoder (input_ids, attention_mask -> text_features, text_mask), a "
                + "geometry encoder (input_boxes, input_boxes_labels -> geometry_features, geometry_mask) and a decoder with "
                + "prompt_features, prompt_mask -> pred_masks, pred_boxes, pred_logits, presence_logits, the last two perhaps in one";
    }

    @Override
    public Optional<SamModel> recognise(BundleContents bundle) {
        RoleFiles roles = bundle.roles();
        return layout(roles)
                .flatMap(layout -> roles.pick(
                                Sam1MetaFamily.ENCODER, signature -> isEncoder(signature, layout.features()))
                        .map(encoder -> model(bundle, encoder, layout)));
    }

    private static SamModel model(BundleContents bundle, InspectedFile encoder, DetectorLayout layout) {
        Preprocessing preprocessing = bundle.preprocessing(
                () -> preprocessing(encoder.signature().inputs().get(0)));
        ConceptModel detector = new ConceptModel(
                ImageEncoder.keeping(Sam1MetaFamily.ENCODER, encoder, preprocessing, layout.features()),
                layout,
                bundle.tokenizers());
        // what a manifest says of preprocessing is the detector's
        return new TransformersSplit(new BundleContents(bundle.files(), null, bundle.tokenizers()))
                .sam3(TRACKER)
                .<SamModel>map(tracker -> new TrackedConceptModel(detector, tracker))
                .orElse(detector);
    }

    private static Optional<DetectorLayout> layout(RoleFiles roles) {
        Optional<DetectorLayout> three = roles.pick(Sam1MetaFamily.DECODER, ThreeFileDetector::isDecoder)
                .flatMap(decoder -> roles.pick(ThreeFileDetector.TEXT_ENCODER, ThreeFileDetector::isTextEncoder)
                        .map(text -> new ThreeFileDetector(text, decoder)));
        return three.or(() -> roles.pick(ThreeFileDetector.TEXT_ENCODER, FourFileDetector::isTextEncoder)
                .flatMap(text -> fourFiles(roles, text)));
    }

    private static Optional<DetectorLayout> fourFiles(RoleFiles roles, InspectedFile text) {
        Optional<DetectorLayout> inOne = roles.pick(Sam1MetaFamily.DECODER, FourFileDetector::isDecoderWithGeometry)
                .map(decoder -> new FourFileDetector(text, null, decoder));
        return inOne.or(() -> roles.pick(Sam1MetaFamily.DECODER, FourFileDetector::isDecoder)
                .flatMap(decoder -> roles.pick(FourFileDetector.GEOMETRY_ENCODER, FourFileDetector::isGeometryEncoder)
                        .map(geometry -> new FourFileDetector(text, geometry, decoder))));
    }

    private static boolean isEncoder(GraphSignature graph, Set<String> features) {
        if (graph.inputs().size() != 1) {
            return false;
        }
        TensorSpec input = graph.inputs().get(0);
        boolean pixels = input.dtype() == DType.U8 || input.dtype() == DType.F32;
        boolean planes = (input.rank() == 3 || input.rank() == 4)
                && Set.of(3L, -1L).contains(input.shape().get(input.rank() - 3));
        return pixels
                && planes
                && features.stream().allMatch(name -> graph.output(name).isPresent());
    }

    /** Bytes are normalised inside the graph; floats come normalised. */
    private static Preprocessing preprocessing(TensorSpec input) {
        ImageFrame frame = Images.frame(input).orElse(new ImageFrame(DEFAULT_SIZE, DEFAULT_SIZE));
        Preprocessing.Layout layout = input.rank() == 3 ? Preprocessing.Layout.CHW : Preprocessing.Layout.NCHW;
        return input.dtype() == DType.U8
                ? Preprocessing.raw(frame, Preprocessing.Resize.SQUASH, 1, layout)
                : Preprocessing.sam3(frame).withLayout(layout);
    }
}
