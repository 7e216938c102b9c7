package io.samui.core.sam;

import static io.samui.core.sam.Sam1MetaFamily.HAS_MASK_INPUT;
import static io.samui.core.sam.Sam1MetaFamily.MASK_INPUT;
import static io.samui.core.sam.Sam1MetaFamily.ORIG_IM_SIZE;
import static io.samui.core.sam.Sam1MetaFamily.POINT_COORDS;
import static io.samui.core.sam.Sam1MetaFamily.POINT_LABELS;

import io.samui.core.inference.Prompt.PromptPoint;
import io.samui.core.inference.Segmentation.Instance;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.mask.Box;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks a SAM2 decoder with Meta's prompt inputs. It adds the padding point itself, so none is given. */
final class Sam2Decoder implements DecoderLayout {

    /** Masks of the asked size cost by their pixels; where nothing smaller comes back, this is enough to resample. */
    private static final int MASK_SIDE = 1024;

    private static final int SMALL = 32;
    private static final int LOW_RES_PER_CELL = 4;

    private final GraphSignature signature;
    private final Sam2Tensors tensors;

    Sam2Decoder(GraphSignature signature, Sam2Tensors tensors) {
        this.signature = signature;
        this.tensors = tensors;
    }

    @Override
    public Set<SegmentationMode> modes() {
        return Set.of(SegmentationMode.INSIDE_BOX, SegmentationMode.POINT);
    }

    @Override
    public List<Instance> boxes(DecoderCall call, List<Box> boxes) {
        return Batches.ask(
                boxes,
                takesSeveral(),
                (first, part) -> ask(
                        call,
                        first,
                        PointLabels.corners(call.frame(), part),
                        PointLabels.cornerLabels(part.size()),
                        part.size()));
    }

    @Override
    public Instance points(DecoderCall call, List<PromptPoint> points) {
        return ask(call, 0, PointLabels.coordinates(call.frame(), points, 0), PointLabels.labels(points, 0), 1)
                .get(0);
    }

    private boolean takesSeveral() {
        return List.of(POINT_COORDS, POINT_LABELS, MASK_INPUT).stream()
                .flatMap(name -> signature.input(name).stream())
                .allMatch(input -> input.rank() > 0 && input.shape().get(0) == -1);
    }

    private List<Instance> ask(DecoderCall call, int first, float[] coordinates, float[] labels, int objects) {
        long points = labels.length / objects;
        Map<String, Tensor> prompt = new HashMap<>();
        prompt.put(POINT_COORDS, Tensor.ofFloats(coordinates, objects, points, 2));
        prompt.put(POINT_LABELS, Tensors.of(signature, POINT_LABELS, labels, objects, points));
        prompt.put(MASK_INPUT, noMask(call, objects));
        prompt.put(HAS_MASK_INPUT, Tensors.of(signature, HAS_MASK_INPUT, new float[] {0}, 1));
        if (signature.input(ORIG_IM_SIZE).isPresent()) {
            float side = tensors.lowRes() ? SMALL : MASK_SIDE;
            prompt.put(ORIG_IM_SIZE, Tensors.of(signature, ORIG_IM_SIZE, new float[] {side, side}, 2));
        }
        try (TensorMap outputs = call.run(prompt, Set.of(tensors.masks(), tensors.scores()))) {
            List<Instance> instances = new ArrayList<>();
            for (int i = 0; i < objects; i++) {
                instances.add(BestMask.of(
                        outputs.get(tensors.scores()),
                        outputs.get(tensors.masks()),
                        i,
                        first + i,
                        tensors.lowRes() ? call.frame()::masksOfFrame : call.frame()::masksOfImage));
            }
            return instances;
        }
    }

    private Tensor noMask(DecoderCall call, int objects) {
        Tensor embedding = call.feature(tensors.embedding());
        return Tensor.allocate(
                DType.F32,
                objects,
                1,
                LOW_RES_PER_CELL * Tensors.height(embedding),
                LOW_RES_PER_CELL * Tensors.width(embedding));
    }
}
