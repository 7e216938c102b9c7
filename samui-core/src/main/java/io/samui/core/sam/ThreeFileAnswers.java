package io.samui.core.sam;

import io.samui.core.inference.ImageFrame;
import io.samui.core.inference.MaskSource;
import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.Box;
import io.samui.core.mask.LogitMask;
import io.samui.core.mask.MaskFrame;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a three-file decoder answers. samexporter's is told a size: its boxes are pixels of that, its masks are of that size and
 * binary. osam's is not: its boxes are parts of the image, its masks have the model's own size and are probabilities.
 *
 * <p>An exporter that traces may freeze the size it was traced with into the boxes, so whether they follow the size is tried out
 * once, on the first image with a detection: boxes that stay the same at another size are not believed, and the masks' are taken.
 */
final class ThreeFileAnswers {

    static final String BOXES = "boxes";
    static final String SCORES = "scores";
    static final String MASKS = "masks";
    static final Set<String> ALL = Set.of(BOXES, SCORES, MASKS);

    private static final double SAME = 1e-3;

    /** Runs the decoder for a size. */
    interface Run {
        TensorMap at(ImageFrame size);
    }

    private final boolean sized;
    private volatile @Nullable Boolean frozen;

    /**
     * @param sized whether the decoder is told a size
     */
    ThreeFileAnswers(boolean sized) {
        this.sized = sized;
    }

    List<Detection> read(Run run, ImageFrame asked, DetectorCall call) {
        try (TensorMap outputs = run.at(asked)) {
            double[] scores = scores(outputs.get(SCORES));
            float[] boxes = floats(outputs.get(BOXES));
            boolean believed = scores.length == 0 || !areFrozen(run, asked, boxes);
            ImageFrame image = call.image();
            double x = sized ? (double) image.width() / asked.width() : image.width();
            double y = sized ? (double) image.height() / asked.height() : image.height();
            Tensor masks = outputs.get(MASKS);
            List<Detection> detections = new ArrayList<>();
            for (int i : Boxes.best(scores, call.threshold(), DetectorLayout.MOST)) {
                Box box = believed ? Boxes.of(boxes, i, x, y, image) : null;
                detections.add(new Detection(scores[i], box, mask(masks, i, image)));
            }
            return detections;
        }
    }

    /** Asks once more for half the size: boxes in pixels must be half as large. */
    private boolean areFrozen(Run run, ImageFrame asked, float[] boxes) {
        Boolean known = frozen;
        if (known == null) {
            known = sized && sameAtHalf(run, asked, boxes);
            frozen = known;
        }
        return known;
    }

    private static boolean sameAtHalf(Run run, ImageFrame asked, float[] boxes) {
        ImageFrame half = new ImageFrame(Math.max(1, asked.width() / 2), Math.max(1, asked.height() / 2));
        try (TensorMap outputs = run.at(half)) {
            float[] smaller = floats(outputs.get(BOXES));
            if (smaller.length != boxes.length) {
                return false;
            }
            for (int i = 0; i < boxes.length; i++) {
                if (Math.abs(smaller[i] - boxes[i]) > SAME * Math.max(1, Math.abs(boxes[i]))) {
                    return false;
                }
            }
            return true;
        }
    }

    private MaskSource mask(Tensor masks, int index, ImageFrame image) {
        int width = Tensors.width(masks);
        int height = Tensors.height(masks);
        if (masks.dtype() == DType.BOOL || masks.dtype() == DType.U8) {
            byte[] pixels = new byte[width * height];
            masks.host().get(index * pixels.length, pixels);
            return new MaskSource.Scaled(BinaryMask.of(width, height, pixels), image.width(), image.height());
        }
        float[] values = Tensors.plane(masks, index);
        LogitMask mask = new LogitMask(
                values, width, height, new MaskFrame(width, height, width, height, image.width(), image.height()));
        return areProbabilities(values) ? new MaskSource.Probabilities(mask) : new MaskSource.Logits(mask);
    }

    private static boolean areProbabilities(float[] values) {
        for (float value : values) {
            if (!(value >= 0 && value <= 1)) {
                return false;
            }
        }
        return true;
    }

    private static double[] scores(Tensor tensor) {
        float[] values = floats(tensor);
        double[] scores = new double[values.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = values[i];
        }
        return scores;
    }

    private static float[] floats(Tensor tensor) {
        FloatBuffer buffer = tensor.host().asFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }
}
