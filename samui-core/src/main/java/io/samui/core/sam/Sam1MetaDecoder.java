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

import io.samui.core.inference.Cancellation;
import io.samui.core.inference.ImageFrame;
import io.samui.core.inference.MaskSource;
import io.samui.core.inference.Prompt.PromptPoint;
import io.samui.core.inference.Segmentation.Instance;
import io.samui.core.mask.Box;
import io.samui.core.mask.LogitMask;
import io.samui.core.mask.MaskFrame;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks the decoder about one image, one object at a time. */
final class Sam1MetaDecoder {

    // SAM's point labels
    private static final float NEGATIVE = 0;
    private static final float POSITIVE = 1;
    private static final float BOX_TOP_LEFT = 2;
    private static final float BOX_BOTTOM_RIGHT = 3;
    private static final float PADDING = -1;

    /**
     * Meta's rule ({@code SamOnnxModel.select_masks}): few points are ambiguous, so one of masks 1 to 3 is meant; many are not,
     * so it is mask 0.
     */
    private static final double AMBIGUOUS_UP_TO = 2.5;

    private static final double DECISIVE = 1000;

    /** The graph upscales its masks to the size it is given, asked for or not; the fewer pixels, the less it costs. */
    private static final float SMALL = 32;

    private static final int LOW_RES_PER_CELL = 4;

    private final TensorGraph graph;
    private final GraphSignature signature;
    private final Map<String, Tensor> features;
    private final ImageFrame image;
    private final Preprocessing preprocessing;
    private final ImageFrame used;
    private final Cancellation cancellation;
    private final String maskOutput;

    Sam1MetaDecoder(
            TensorGraph graph,
            GraphSignature signature,
            Map<String, Tensor> features,
            ImageFrame image,
            Preprocessing preprocessing,
            Cancellation cancellation) {
        this.graph = graph;
        this.signature = signature;
        this.features = features;
        this.image = image;
        this.preprocessing = preprocessing;
        this.used = preprocessing.used(image.width(), image.height());
        this.cancellation = cancellation;
        this.maskOutput = signature.output(LOW_RES_MASKS).isPresent() ? LOW_RES_MASKS : MASKS;
    }

    /** A box is two points, without the padding point. */
    Instance box(int index, Box box) {
        double right = box.x() + box.width();
        double bottom = box.y() + box.height();
        float[] coordinates = {frameX(box.x()), frameY(box.y()), frameX(right), frameY(bottom)};
        return ask(index, coordinates, new float[] {BOX_TOP_LEFT, BOX_BOTTOM_RIGHT});
    }

    /** Points without a box need the padding point. */
    Instance points(List<PromptPoint> points) {
        float[] coordinates = new float[2 * points.size() + 2];
        float[] labels = new float[points.size() + 1];
        for (int i = 0; i < points.size(); i++) {
            coordinates[2 * i] = frameX(points.get(i).x());
            coordinates[2 * i + 1] = frameY(points.get(i).y());
            labels[i] = points.get(i).positive() ? POSITIVE : NEGATIVE;
        }
        labels[points.size()] = PADDING;
        return ask(0, coordinates, labels);
    }

    private float frameX(double x) {
        return (float) (x * preprocessing.scaleX(image.width(), image.height()));
    }

    private float frameY(double y) {
        return (float) (y * preprocessing.scaleY(image.width(), image.height()));
    }

    private Instance ask(int index, float[] coordinates, float[] labels) {
        Map<String, Tensor> inputs = new HashMap<>(features);
        inputs.put(POINT_COORDS, Tensor.ofFloats(coordinates, 1, labels.length, 2));
        inputs.put(POINT_LABELS, Tensor.ofFloats(labels, 1, labels.length));
        inputs.put(MASK_INPUT, noMask());
        inputs.put(HAS_MASK_INPUT, Tensor.ofFloats(new float[] {0}, 1));
        if (signature.input(ORIG_IM_SIZE).isPresent()) {
            inputs.put(ORIG_IM_SIZE, Tensor.ofFloats(askedSize(), 2));
        }
        try (TensorMap outputs = graph.run(inputs, Set.of(maskOutput, IOU_PREDICTIONS), cancellation)) {
            FloatBuffer scores = outputs.get(IOU_PREDICTIONS).host().asFloatBuffer();
            int chosen = choose(scores, labels.length);
            return new Instance(
                    index, null, scores.get(chosen), new MaskSource.Logits(mask(outputs.get(maskOutput), chosen)));
        }
    }

    /** (H, W): small where low-resolution masks come back too, else that of the resized image. */
    private float[] askedSize() {
        return maskOutput.equals(LOW_RES_MASKS)
                ? new float[] {SMALL, SMALL}
                : new float[] {used.height(), used.width()};
    }

    private Tensor noMask() {
        long[] embedding = feature().shape();
        return Tensor.allocate(DType.F32, 1, 1, LOW_RES_PER_CELL * embedding[2], LOW_RES_PER_CELL * embedding[3]);
    }

    private Tensor feature() {
        Tensor embedding = features.get(IMAGE_EMBEDDINGS);
        if (embedding == null) {
            throw new IllegalArgumentException("The embedding has no " + IMAGE_EMBEDDINGS);
        }
        return embedding;
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

    private LogitMask mask(Tensor masks, int chosen) {
        long[] shape = masks.shape();
        int height = (int) shape[2];
        int width = (int) shape[3];
        float[] logits = new float[width * height];
        masks.host().asFloatBuffer().get(chosen * logits.length, logits);
        MaskFrame frame = maskOutput.equals(LOW_RES_MASKS)
                ? new MaskFrame(
                        preprocessing.size(),
                        preprocessing.size(),
                        used.width(),
                        used.height(),
                        image.width(),
                        image.height())
                : new MaskFrame(width, height, width, height, image.width(), image.height());
        return new LogitMask(logits, width, height, frame);
    }
}
