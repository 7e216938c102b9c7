package io.samui.core.sam;

import io.samui.core.inference.ImageFrame;
import io.samui.core.mask.Box;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Boxes as detectors write them. */
final class Boxes {

    private Boxes() {}

    /** Centre and size, as parts of the image's width and height. */
    static float[] centred(Box box, ImageFrame image) {
        return new float[] {
            (float) ((box.x() + box.width() / 2) / image.width()),
            (float) ((box.y() + box.height() / 2) / image.height()),
            (float) (box.width() / image.width()),
            (float) (box.height() / image.height())
        };
    }

    /**
     * A box from its corners, cut off at the image's edges; null when nothing of it is in the image.
     *
     * @param corners left, top, right, bottom of each box
     * @param x       what the first and third are multiplied by to be pixels of the image
     * @param y       what the second and fourth are multiplied by
     */
    static @Nullable Box of(float[] corners, int index, double x, double y, ImageFrame image) {
        double left = Math.max(0, corners[4 * index] * x);
        double top = Math.max(0, corners[4 * index + 1] * y);
        double right = Math.min(image.width(), corners[4 * index + 2] * x);
        double bottom = Math.min(image.height(), corners[4 * index + 3] * y);
        return right > left && bottom > top ? new Box(left, top, right - left, bottom - top) : null;
    }

    /** The indices of the scores that reach a threshold, at most so many, the best first. */
    static int[] best(double[] scores, double threshold, int most) {
        return IntStream.range(0, scores.length)
                .filter(i -> scores[i] >= threshold)
                .boxed()
                .sorted(Comparator.comparing(i -> -scores[i]))
                .limit(most)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
