package io.samui.core.sam;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private static final Logger LOG = LoggerFactory.getLogger(Sam1MetaFamily.class);

    private static final Set<String> REQUIRED =
            Set.of(IMAGE_EMBEDDINGS, POINT_COORDS, POINT_LABELS, MASK_INPUT, HAS_MASK_INPUT);

    @Override
    public String name() {
        return "sam1-meta";
    }

    @Override
    public String requirement() {
        return name()
                + ": an encoder with one image input (f32 or u8, [N,3,S,S] or [H,W,3]) and one output, and a decoder with f32 "
                + "inputs image_embeddings, point_coords, point_labels, mask_input, has_mask_input, optionally orig_im_size, and "
                + "outputs iou_predictions and low_res_masks or masks";
    }

    @Override
    public Optional<SamModel> recognise(List<InspectedFile> files, @Nullable Preprocessing preprocessing) {
        List<InspectedFile> encoders = files.stream()
                .filter(file -> hasRole(file, ENCODER) && isEncoder(file.signature()))
                .sorted(largestFirst())
                .toList();
        List<InspectedFile> decoders = files.stream()
                .filter(file -> hasRole(file, DECODER) && isDecoder(file.signature()))
                .sorted(Comparator.comparing((InspectedFile file) -> !isMultimask(file.signature()))
                        .thenComparing(largestFirst()))
                .toList();
        if (encoders.isEmpty() || decoders.isEmpty()) {
            return Optional.empty();
        }
        tell(ENCODER, encoders);
        tell(DECODER, decoders);
        return Optional.of(new Sam1MetaModel(encoders.get(0), decoders.get(0), preprocessing));
    }

    private static boolean hasRole(InspectedFile file, String role) {
        return file.file().role() == null || role.equals(file.file().role());
    }

    private static Comparator<InspectedFile> largestFirst() {
        return Comparator.comparing((InspectedFile file) -> -file.file().size()).thenComparing(InspectedFile::name);
    }

    private static void tell(String role, List<InspectedFile> candidates) {
        if (candidates.size() > 1) {
            LOG.info(
                    "Several files can be the {}: {}. Taking {}",
                    role,
                    candidates.stream().map(InspectedFile::name).collect(Collectors.joining(", ")),
                    candidates.get(0).name());
        }
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
            if (input.dtype() != DType.F32) {
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
