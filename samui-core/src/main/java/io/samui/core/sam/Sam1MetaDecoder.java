package io.samui.core.sam;

import static io.samui.core.sam.Sam1MetaFamily.HAS_MASK_INPUT;
import static io.samui.core.sam.Sam1MetaFamily.IMAGE_EMBEDDINGS;
import static io.samui.core.sam.Sam1MetaFamily.IOU_PREDICTIONS;
import static io.samui.core.sam.Sam1MetaFamily.LOW_RES_MASKS;
import static io.samui.core.sam.Sam1MetaFamily.MASKS;
import static io.samui.core.sam.Sam1MetaFamily.MASK_INPUT;
import static io.samui.core.sam.Sam1MetaFamily.ORIG_IM_SIZE;
import static io.samui.core.sam.Sam1MetaFamily.POINT_COORDS;
import static io.samui.core.sam.Sam1MetaFamily.POINT_LABELS;

import io.samui.core.inference.ImageFrame;
import io.samui.core.inference.MaskSource;
import io.samui.core.inference.Prompt.PromptPoint;
import io.samui.core.inference.Segmentation.Instance;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.mask.Box;
import io.samui.core.mask.LogitMask;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks Meta's SAM1 decoder, one object at a time: that is all it takes. */
final class Sam1MetaDecoder implements DecoderLayout {

    /**
     * Meta's rule ({@code SamOnnxModel.select_masks}): few points are ambiguous, so one of masks 1 to 3 is meant; many are not,
     * so it is mask 0.
     */
    private static final double AMBIGUOUS_UP_TO = 2.5;

    private static final double DECISIVE = 1000;

    /** The graph upscales its masks to the size it is given, asked for or not; the fewer pixels, the less it costs. */
    private static final float SMALL = 32;

    private static final int LOW_RES_PER_CELL = 4;

    private final GraphSignature signature;
    private final String maskOutput;

    Sam1MetaDecoder(GraphSignature signature) {
        this.signature = signature;
        this.maskOutput = signature.output(LOW_RES_MASKS).isPresent() ? LOW_RES_MASKS : MASKS;
    }

    @Override
    public Set<SegmentationMode> modes() {
        return Set.of(SegmentationMode.INSIDE_BOX, SegmentationMode.POINT);
    }

    /** A box is two points, without the padding point. */
    @Override
    public List<Instance> boxes(DecoderCall call, List<Box> boxes) {
        return Batches.ask(
                boxes,
                false,
                (index, box) -> List.of(ask(
                        call, index, PointLabels.corners(call.frame(), box), PointLabels.cornerLabels(box.size()))));
    }

    /** Points without a box need the padding point. */
    @Override
    public Instance points(DecoderCall call, List<PromptPoint> points) {
        return ask(call, 0, PointLabels.coordinates(call.frame(), points, 1), PointLabels.labels(points, 1));
    }

    private Instance ask(DecoderCall call, int index, float[] coordinates, float[] labels) {
        Map<String, Tensor> prompt = new HashMap<>();
        prompt.put(POINT_COORDS, Tensor.ofFloats(coordinates, 1, labels.length, 2));
        prompt.put(POINT_LABELS, Tensors.of(signature, POINT_LABELS, labels, 1, labels.length));
        prompt.put(MASK_INPUT, noMask(call));
        prompt.put(HAS_MASK_INPUT, Tensor.ofFloats(new float[] {0}, 1));
        if (signature.input(ORIG_IM_SIZE).isPresent()) {
            prompt.put(ORIG_IM_SIZE, Tensors.of(signature, ORIG_IM_SIZE, askedSize(call.frame()), 2));
        }
        try (TensorMap outputs = call.run(prompt, Set.of(maskOutput, IOU_PREDICTIONS))) {
            FloatBuffer scores = outputs.get(IOU_PREDICTIONS).host().asFloatBuffer();
            int chosen = choose(scores, labels.length);
            LogitMask mask = mask(call.frame(), outputs.get(maskOutput), chosen);
            return new Instance(index, null, scores.get(chosen), new MaskSource.Logits(mask));
        }
    }

    /** (H, W): small where low-resolution masks come back too, else that of the resized image. */
    private float[] askedSize(PromptFrame frame) {
        ImageFrame used = frame.used();
        return maskOutput.equals(LOW_RES_MASKS)
                ? new float[] {SMALL, SMALL}
                : new float[] {used.height(), used.width()};
    }

    private static Tensor noMask(DecoderCall call) {
        Tensor embedding = call.feature(IMAGE_EMBEDDINGS);
        return Tensor.allocate(
                DType.F32,
                1,
                1,
                LOW_RES_PER_CELL * Tensors.height(embedding),
                LOW_RES_PER_CELL * Tensors.width(embedding));
    }

    /** A graph that answers with one mask has applied the rule itself. */
    private static int choose(FloatBuffer scores, int points) {
        int best = 0;
        double bestValue = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < scores.limit(); i++) {
            double value = scores.get(i) + (i == 0 && scores.limit() > 1 ? (points - AMBIGUOUS_UP_TO) * DECISIVE : 0);
            if (value > bestValue) {
                bestValue = value;
                best = i;
            }
        }
        return best;
    }

    private LogitMask mask(PromptFrame frame, Tensor masks, int chosen) {
        int width = Tensors.width(masks);
        int height = Tensors.height(masks);
        return new LogitMask(
                Tensors.plane(masks, chosen),
                width,
                height,
                maskOutput.equals(LOW_RES_MASKS)
                        ? frame.masksOfFrame(width, height)
                        : frame.masksOfImage(width, height));
    }
}
