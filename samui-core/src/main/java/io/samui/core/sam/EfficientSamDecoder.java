package io.samui.core.sam;

import static io.samui.core.sam.EfficientSamFamily.MASKS;
import static io.samui.core.sam.EfficientSamFamily.ORIG_IM_SIZE;
import static io.samui.core.sam.EfficientSamFamily.POINT_COORDS;
import static io.samui.core.sam.EfficientSamFamily.POINT_LABELS;
import static io.samui.core.sam.EfficientSamFamily.SCORES;

import io.samui.core.inference.ImageFrame;
import io.samui.core.inference.Prompt.PromptPoint;
import io.samui.core.inference.Segmentation.Instance;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.mask.Box;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks EfficientSAM's decoder. It takes prompts in pixels of the image and gives masks of its size; the image that it is told of
 * is the resized one, so that large photos cost no more.
 */
final class EfficientSamDecoder implements DecoderLayout {

    private final GraphSignature signature;

    EfficientSamDecoder(GraphSignature signature) {
        this.signature = signature;
    }

    @Override
    public Set<SegmentationMode> modes() {
        return Set.of(SegmentationMode.INSIDE_BOX, SegmentationMode.POINT);
    }

    @Override
    public List<Instance> boxes(DecoderCall call, List<Box> boxes) {
        return Batches.ask(
                boxes,
                false,
                (index, box) -> List.of(ask(
                        call, index, PointLabels.corners(call.frame(), box), PointLabels.cornerLabels(box.size()))));
    }

    @Override
    public Instance points(DecoderCall call, List<PromptPoint> points) {
        return ask(call, 0, PointLabels.coordinates(call.frame(), points, 0), PointLabels.labels(points, 0));
    }

    private Instance ask(DecoderCall call, int index, float[] coordinates, float[] labels) {
        ImageFrame seen = call.frame().used();
        Map<String, Tensor> prompt = new HashMap<>();
        prompt.put(POINT_COORDS, Tensor.ofFloats(coordinates, 1, 1, labels.length, 2));
        prompt.put(POINT_LABELS, Tensors.of(signature, POINT_LABELS, labels, 1, 1, labels.length));
        prompt.put(ORIG_IM_SIZE, Tensors.of(signature, ORIG_IM_SIZE, new float[] {seen.height(), seen.width()}, 2));
        try (TensorMap outputs = call.run(prompt, Set.of(MASKS, SCORES))) {
            return BestMask.of(outputs.get(SCORES), outputs.get(MASKS), 0, index, call.frame()::masksOfImage);
        }
    }
}
