package io.samui.examples.bench;

import io.samui.core.export.PngWriter;
import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.LogitMask;
import io.samui.core.mask.MaskFrame;
import io.samui.core.mask.PixelBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * One instance of a 12-megapixel photo, from SAM's 256 x 256 logits to runs, area and box, and to the 8-bit PNG, beside a plain
 * loop over the pixels and the JDK's PNG writer.
 */
public final class MaskBenchmark {

    private static final int GRID = 256;
    private static final int FRAME = 1024;

    private MaskBenchmark() {}

    /** Takes no arguments; about twenty seconds. */
    public static void main(String[] args) throws Exception {
        System.out.printf(
                "One instance from %d x %d logits to a mask of 4000 x 3000 pixels; one thread, Java %s%n",
                GRID, GRID, Runtime.version());
        for (Scene scene : Scene.values()) {
            System.out.printf("%n%s%n", Measurement.heading());
            run(scene, 4000, 3000, 60, 41).forEach(System.out::println);
        }
    }

    /** What the logits show. */
    enum Scene {
        /** One object with a wavy outline, about a quarter of the image. */
        OBJECT,
        /** Some hundred small regions. */
        SPECKLED,
        /** Every logit at random: no object looks like this. */
        NOISE
    }

    /** What came out, so that nothing is optimised away and results can be compared. */
    @SuppressWarnings("ArrayRecordComponent")
    record Made(BinaryMask mask, int area, PixelBox box, byte[] png) {}

    static List<Measurement> run(Scene scene, int width, int height, int warmUps, int repeats) throws Exception {
        ImageIO.setUseCache(false);
        LogitMask logits = logits(scene, width, height);
        BinaryMask mask = make(logits, false).mask();
        PlainMask plain = PlainMask.threshold(logits, 0);
        checkSame(mask, plain);
        String name = scene.name().toLowerCase(Locale.ROOT);
        int few = Math.max(1, repeats / 4);
        List<Measurement> all = new ArrayList<>();
        all.add(Measurement.of(name + ", samui: runs, area, box", warmUps, repeats, () -> make(logits, false)));
        all.add(Measurement.of(
                name + ", samui: runs, area, box, 8-bit PNG of " + PngWriter.grey(mask).length / 1000 + " kB",
                warmUps,
                repeats,
                () -> make(logits, true)));
        all.add(Measurement.of(
                name + ", samui: 1-bit PNG of " + PngWriter.bilevel(mask).length / 1000 + " kB, of a made mask",
                warmUps,
                repeats,
                () -> PngWriter.bilevel(mask)));
        all.add(Measurement.of(
                name + ", baseline: plain per-pixel loop: runs, area, box",
                few,
                few,
                () -> PlainMask.threshold(logits, 0)));
        all.add(Measurement.of(
                name + ", baseline: the same and ImageIO's 8-bit PNG of " + plain.png().length / 1000 + " kB",
                few,
                few,
                () -> PlainMask.threshold(logits, 0).png()));
        return all;
    }

    static Made make(LogitMask logits, boolean png) {
        BinaryMask mask = logits.threshold(0);
        return new Made(mask, mask.area(), mask.bounds(), png ? PngWriter.grey(mask) : new byte[0]);
    }

    /** The baseline counts in single precision, so that a pixel in a million may differ. */
    static void checkSame(BinaryMask mask, PlainMask plain) {
        BinaryMask other = BinaryMask.ofCounts(plain.width(), plain.height(), plain.counts());
        long differ = (long) mask.area() + other.area() - 2L * mask.intersectionArea(other);
        if (differ > 10 + mask.runs() / 1000) {
            throw new IllegalStateException(differ + " pixels differ from the plain loop's");
        }
    }

    static LogitMask logits(Scene scene, int width, int height) {
        Random random = new Random(12);
        float[] logits = new float[GRID * GRID];
        double scale = (double) FRAME / Math.max(width, height);
        int usedWidth = (int) Math.floor(width * scale + 0.5);
        int usedHeight = (int) Math.floor(height * scale + 0.5);
        double middleX = usedWidth / 8.0;
        double middleY = usedHeight / 8.0;
        for (int i = 0; i < logits.length; i++) {
            double x = i % GRID - middleX;
            int row = i / GRID;
            double y = row - middleY;
            double angle = Math.atan2(y, x);
            double outline = middleY * (0.6 + 0.1 * Math.sin(5 * angle) + 0.05 * Math.cos(17 * angle));
            double inside = (outline - Math.hypot(x, y)) / 2 + random.nextGaussian() * 0.2;
            double value = switch (scene) {
                case OBJECT -> inside;
                case SPECKLED -> 8 * (Math.sin(x / 2.9) * Math.cos(y / 2.3 + x / 40) - 0.6);
                case NOISE -> random.nextGaussian() * 8;
            };
            logits[i] = (float) Math.max(-32, Math.min(32, value));
        }
        MaskFrame frame = new MaskFrame(FRAME, FRAME, usedWidth, usedHeight, width, height);
        return new LogitMask(logits, GRID, GRID, frame);
    }
}
