package io.samui.core.sam;

import static io.samui.core.sam.TransformersSplit.INPUT_BOXES;
import static io.samui.core.sam.TransformersSplit.INPUT_LABELS;
import static io.samui.core.sam.TransformersSplit.INPUT_POINTS;
import static io.samui.core.sam.TransformersSplit.IOU_SCORES;
import static io.samui.core.sam.TransformersSplit.PRED_MASKS;

import io.samui.core.inference.Prompt.PromptPoint;
import io.samui.core.inference.Segmentation.Instance;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.mask.Box;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks a decoder with the prompt inputs of transformers. What is absent has a dimension of 0, the padding point is added inside,
 * and some exports leave points or boxes out altogether.
 */
final class TransformersDecoder implements DecoderLayout {

    private final GraphSignature signature;
    private final boolean takesPoints;
    private final boolean takesBoxes;

    TransformersDecoder(GraphSignature signature) {
        this.signature = signature;
        this.takesPoints = signature.input(INPUT_POINTS).isPresent();
        this.takesBoxes = signature.input(INPUT_BOXES).isPresent();
    }

    @Override
    public Set<SegmentationMode> modes() {
        Set<SegmentationMode> modes = EnumSet.noneOf(SegmentationMode.class);
        if (takesBoxes) {
            modes.add(SegmentationMode.INSIDE_BOX);
        }
        if (takesPoints) {
            modes.add(SegmentationMode.POINT);
        }
        return modes;
    }

    @Override
    public List<Instance> boxes(DecoderCall call, List<Box> boxes) {
        boolean several = signature
                .input(INPUT_BOXES)
                .filter(input -> input.rank() == 3 && input.shape().get(1) == -1)
                .isPresent();
        return Batches.ask(boxes, several, (first, part) -> {
            Map<String, Tensor> prompt = new HashMap<>();
            prompt.put(INPUT_BOXES, Tensor.ofFloats(PointLabels.corners(call.frame(), part), 1, part.size(), 4));
            if (takesPoints) {
                prompt.put(INPUT_POINTS, Tensor.allocate(DType.F32, 1, 1, 0, 2));
                prompt.put(INPUT_LABELS, Tensors.of(signature, INPUT_LABELS, new float[0], 1, part.size(), 0));
            }
            return ask(call, first, prompt, part.size());
        });
    }

    @Override
    public Instance points(DecoderCall call, List<PromptPoint> points) {
        Map<String, Tensor> prompt = new HashMap<>();
        prompt.put(
                INPUT_POINTS,
                Tensor.ofFloats(PointLabels.coordinates(call.frame(), points, 0), 1, 1, points.size(), 2));
        prompt.put(
                INPUT_LABELS, Tensors.of(signature, INPUT_LABELS, PointLabels.labels(points, 0), 1, 1, points.size()));
        if (takesBoxes) {
            prompt.put(INPUT_BOXES, Tensor.allocate(DType.F32, 1, 0, 4));
        }
        return ask(call, 0, prompt, 1).get(0);
    }

    private static List<Instance> ask(DecoderCall call, int first, Map<String, Tensor> prompt, int objects) {
        try (TensorMap outputs = call.run(prompt, Set.of(PRED_MASKS, IOU_SCORES))) {
            List<Instance> instances = new ArrayList<>();
            for (int i = 0; i < objects; i++) {
                instances.add(BestMask.of(
                        outputs.get(IOU_SCORES), outputs.get(PRED_MASKS), i, first + i, call.frame()::masksOfFrame));
            }
            return instances;
        }
    }
}
