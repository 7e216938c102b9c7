package io.samui.core.sam;

import io.samui.core.inference.ImageFrame;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * SAM1 with the decoder of facebookresearch/segment-anything ({@code utils/onnx.py}) and any of the encoders that people export
 * beside it.
 */
final class Sam1MetaFamily implements ModelFamily {

    static final String ENCODER = "encoder";
    static final String DECODER = "decoder";

    static final String IMAGE_EMBEDDINGS = "image_embeddings";
    static final String POINT_COORDS = "point_coords";
    static final String POINT_LABELS = "point_labels";
    static final String MASK_INPUT = "mask_input";
    static final String HAS_MASK_INPUT = "has_mask_input";
    static final String ORIG_IM_SIZE = "orig_im_size";
    static final String MASKS = "masks";
    static final String IOU_PREDICTIONS = "iou_predictions";
    static final String LOW_RES_MASKS = "low_res_masks";

    /** One cell of the embedding covers so many pixels of the frame. */
    private static final int STRIDE = 16;

    private static final int DEFAULT_GRID = 64;

    /** Some exporters write labels and sizes as whole numbers. */
    private static final Set<DType> WHOLE = Set.of(DType.I64, DType.I32);

    private static final Set<String> REQUIRED =
            Set.of(IMAGE_EMBEDDINGS, POINT_COORDS, POINT_LABELS, MASK_INPUT, HAS_MASK_INPUT);

    @Override
    public String name() {
        return "sam1-meta";
    }

    @Override
    public String requirement() {
        return name()
                + ": an encoder with one image input (f32 or u8, [N,3,S,S] or [H,W,3]) and one output, and a decoder with "
                + "inputs image_embeddings, point_coords, point_labels, mask_input, has_mask_input, optionally orig_im_size, and "
                + "outputs iou_predictions and low_res_masks or masks";
    }

    @Override
    public Optional<SamModel> recognise(BundleContents bundle) {
        RoleFiles roles = bundle.roles();
        Optional<InspectedFile> decoder = roles.pick(DECODER, Sam1MetaFamily::isDecoder, Sam1MetaFamily::isMultimask);
        Optional<InspectedFile> encoder = decoder.flatMap(found -> roles.pick(ENCODER, Sam1MetaFamily::isEncoder));
        return encoder.map(found -> model(found, decoder.orElseThrow(), bundle));
    }

    private static SamModel model(InspectedFile encoder, InspectedFile decoder, BundleContents bundle) {
        Preprocessing preprocessing =
                bundle.preprocessing(() -> preprocessing(encoder.signature(), decoder.signature()));
        String embedding = encoder.signature().outputs().get(0).name();
        return new PromptableModel(
                ImageEncoder.renaming(ENCODER, encoder, preprocessing, Map.of(embedding, IMAGE_EMBEDDINGS)),
                DECODER,
                decoder,
                new Sam1MetaDecoder(decoder.signature()));
    }

    /** An encoder of rank 3 normalises and pads inside; one of rank 4 wants both done. */
    private static Preprocessing preprocessing(GraphSignature encoder, GraphSignature decoder) {
        TensorSpec input = encoder.inputs().get(0);
        int fromGrid = STRIDE * grid(encoder, decoder);
        if (input.rank() == 3) {
            return Preprocessing.raw(
                    new ImageFrame(fromGrid, fromGrid), Preprocessing.Resize.LONGEST_SIDE, 1, Preprocessing.Layout.HWC);
        }
        long side = Math.max(input.shape().get(2), input.shape().get(3));
        return Preprocessing.sam1(side > 0 ? (int) side : fromGrid);
    }

    private static int grid(GraphSignature encoder, GraphSignature decoder) {
        long side = encoder.outputs().get(0).shape().get(3);
        if (side <= 0) {
            side = decoder.input(IMAGE_EMBEDDINGS)
                    .map(spec -> spec.shape().get(3))
                    .orElse(-1L);
        }
        return side > 0 ? (int) side : DEFAULT_GRID;
    }

    private static boolean isEncoder(GraphSignature signature) {
        if (signature.inputs().size() != 1 || signature.outputs().size() != 1) {
            return false;
        }
        TensorSpec input = signature.inputs().get(0);
        TensorSpec output = signature.outputs().get(0);
        boolean image = input.dtype() == DType.F32 || input.dtype() == DType.U8;
        boolean layout = switch (input.rank()) {
            case 3 -> fits(input, 2, 3);
            case 4 -> fits(input, 1, 3);
            default -> false;
        };
        return image && layout && output.rank() == 4 && output.dtype() == DType.F32;
    }

    private static boolean isDecoder(GraphSignature signature) {
        Set<String> names = new HashSet<>();
        for (TensorSpec input : signature.inputs()) {
            boolean number = input.name().equals(POINT_LABELS) || input.name().equals(ORIG_IM_SIZE);
            if (input.dtype() != DType.F32 && !(number && WHOLE.contains(input.dtype()))) {
                return false;
            }
            names.add(input.name());
        }
        names.remove(ORIG_IM_SIZE);
        return names.equals(REQUIRED)
                && rank(signature, IMAGE_EMBEDDINGS) == 4
                && rank(signature, POINT_COORDS) == 3
                && rank(signature, POINT_LABELS) == 2
                && signature.output(IOU_PREDICTIONS).isPresent()
                && (signature.output(LOW_RES_MASKS).isPresent()
                        || (signature.output(MASKS).isPresent()
                                && signature.input(ORIG_IM_SIZE).isPresent()));
    }

    private static int rank(GraphSignature signature, String input) {
        return signature.input(input).map(TensorSpec::rank).orElse(-1);
    }

    /** Whether the graph says that it answers with four masks; many say nothing. */
    private static boolean isMultimask(GraphSignature signature) {
        return List.of(LOW_RES_MASKS, MASKS, IOU_PREDICTIONS).stream()
                .flatMap(name -> signature.output(name).stream())
                .anyMatch(output -> output.rank() > 1 && output.shape().get(1) > 1);
    }

    private static boolean fits(TensorSpec spec, int dimension, long size) {
        long actual = spec.shape().get(dimension);
        return actual == size || (actual == -1 && dimension == 1);
    }
}
