package io.samui.core.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class LogitMaskTest {

    /** Nearer to the threshold than this, relative to the largest logit, rounding may decide. */
    private static final double ROUNDING = 1e-12;

    /** Pixel by pixel: grid to frame, cut, used part to image. */
    private static double[][] plain(LogitMask mask) {
        MaskFrame f = mask.frame();
        double[][] grid = new double[mask.gridHeight()][mask.gridWidth()];
        for (int i = 0; i < mask.logits().length; i++) {
            grid[i / mask.gridWidth()][i % mask.gridWidth()] = mask.logits()[i];
        }
        double[][] frame = resize(grid, f.frameWidth(), f.frameHeight());
        double[][] used = new double[f.usedHeight()][];
        for (int y = 0; y < used.length; y++) {
            used[y] = Arrays.copyOf(frame[y], f.usedWidth());
        }
        return resize(used, f.imageWidth(), f.imageHeight());
    }

    private static double[][] resize(double[][] in, int width, int height) {
        int inHeight = in.length;
        int inWidth = in[0].length;
        double[][] out = new double[height][width];
        for (int y = 0; y < height; y++) {
            double sy = Math.min(Math.max((y + 0.5) * inHeight / height - 0.5, 0), inHeight - 1);
            int y0 = (int) Math.floor(sy);
            int y1 = Math.min(y0 + 1, inHeight - 1);
            for (int x = 0; x < width; x++) {
                double sx = Math.min(Math.max((x + 0.5) * inWidth / width - 0.5, 0), inWidth - 1);
                int x0 = (int) Math.floor(sx);
                int x1 = Math.min(x0 + 1, inWidth - 1);
                double top = in[y0][x0] + (sx - x0) * (in[y0][x1] - in[y0][x0]);
                double bottom = in[y1][x0] + (sx - x0) * (in[y1][x1] - in[y1][x0]);
                out[y][x] = top + (sy - y0) * (bottom - top);
            }
        }
        return out;
    }

    private static void agrees(LogitMask logits, float threshold) {
        BinaryMask mask = logits.threshold(threshold);
        MaskFrame f = logits.frame();
        assertThat(mask.width()).isEqualTo(f.imageWidth());
        assertThat(mask.height()).isEqualTo(f.imageHeight());
        double[][] values = plain(logits);
        double scale = Math.abs(threshold);
        for (float logit : logits.logits()) {
            scale = Math.max(scale, Math.abs(logit));
        }
        byte[] pixels = mask.toRowMajor();
        for (int y = 0; y < f.imageHeight(); y++) {
            for (int x = 0; x < f.imageWidth(); x++) {
                double over = values[y][x] - threshold;
                if (Math.abs(over) > ROUNDING * scale) {
                    assertThat(pixels[y * f.imageWidth() + x] != 0)
                            .as("pixel %d, %d of %s: %s above", x, y, f, over)
                            .isEqualTo(over > 0);
                }
            }
        }
        assertThat(BinaryMask.of(f.imageWidth(), f.imageHeight(), pixels))
                .as("no run ends where nothing changes")
                .isEqualTo(mask);
    }

    private static LogitMask noise(Random random, int gw, int gh, MaskFrame frame, int smoothness) {
        float[] logits = new float[gw * gh];
        float last = 0;
        for (int i = 0; i < logits.length; i++) {
            last = random.nextInt(smoothness + 1) == 0 ? (float) (random.nextGaussian() * 8 - 1) : last;
            logits[i] = last;
        }
        return new LogitMask(logits, gw, gh, frame);
    }

    @Property(tries = 400)
    void small_grids_agree_with_the_plain_loop_at_any_size(@ForAll long seed) {
        Random random = new Random(seed);
        int fw = 1 + random.nextInt(60);
        int fh = 1 + random.nextInt(60);
        MaskFrame frame = new MaskFrame(
                fw,
                fh,
                1 + random.nextInt(fw),
                1 + random.nextInt(fh),
                1 + random.nextInt(150),
                1 + random.nextInt(150));
        LogitMask logits = noise(random, 1 + random.nextInt(24), 1 + random.nextInt(24), frame, random.nextInt(4));
        agrees(logits, random.nextBoolean() ? 0 : (float) random.nextGaussian());
    }

    @Property(tries = 60)
    void one_pixel_wide_and_very_long_images_agree(@ForAll long seed) {
        Random random = new Random(seed);
        boolean tall = random.nextBoolean();
        int longSide = 1 + random.nextInt(3000);
        int shortSide = 1 + random.nextInt(3);
        int side = 64;
        int used = 1 + random.nextInt(2);
        MaskFrame frame = tall
                ? new MaskFrame(side, side, used, side, shortSide, longSide)
                : new MaskFrame(side, side, side, used, longSide, shortSide);
        agrees(noise(random, 16, 16, frame, 2), 0);
    }

    @Property(tries = 8)
    void grids_of_sam_agree_above_and_below_the_frame_size(@ForAll long seed) {
        Random random = new Random(seed);
        int width = 200 + random.nextInt(1500);
        int height = 200 + random.nextInt(1500);
        double scale = 1024.0 / Math.max(width, height);
        MaskFrame frame = new MaskFrame(
                1024,
                1024,
                (int) Math.floor(width * scale + 0.5),
                (int) Math.floor(height * scale + 0.5),
                width,
                height);
        agrees(noise(random, 256, 256, frame, 30), 0);
    }

    @Example
    void logits_equal_to_the_threshold_are_not_above_it() {
        float[] flat = new float[9];
        for (float value : new float[] {0, 0.1f, -7.3f, 1e-30f, 3e38f}) {
            Arrays.fill(flat, value);
            LogitMask logits = new LogitMask(flat.clone(), 3, 3, new MaskFrame(7, 5, 6, 4, 101, 37));
            assertThat(logits.threshold(value)).isEqualTo(BinaryMask.empty(101, 37));
            assertThat(logits.threshold(Math.nextDown(value))).isEqualTo(BinaryMask.full(101, 37));
        }
    }

    @Example
    void infinite_logits_decide_their_neighbourhood_and_what_is_no_number_is_not_above() {
        float up = Float.POSITIVE_INFINITY;
        MaskFrame same = new MaskFrame(3, 1, 3, 1, 3, 1);
        assertThat(new LogitMask(new float[] {up, -up, up}, 3, 1, same)
                        .threshold(0)
                        .counts())
                .containsExactly(0, 1, 1, 1);
        assertThat(new LogitMask(new float[] {1, Float.NaN, 1}, 3, 1, same)
                        .threshold(0)
                        .counts())
                .containsExactly(0, 1, 1, 1);
        assertThat(new LogitMask(new float[] {up, up, up}, 3, 1, new MaskFrame(9, 4, 9, 4, 20, 20)).threshold(0))
                .isEqualTo(BinaryMask.full(20, 20));
    }

    @Example
    void padding_never_reaches_the_image() {
        // only the used left half is below zero; the padding on the right would pull the last columns over the
        // threshold
        float[] logits = {-1, -1, 50, 50};
        LogitMask mask = new LogitMask(logits, 4, 1, new MaskFrame(4, 1, 2, 1, 40, 3));
        assertThat(mask.threshold(0)).isEqualTo(BinaryMask.empty(40, 3));
    }

    @Example
    void width_and_height_are_not_mixed_up() {
        // upper half above, in an image that is wider than high
        LogitMask mask = new LogitMask(new float[] {5, 5, 5, -5, -5, -5}, 3, 2, new MaskFrame(12, 8, 12, 8, 30, 20));
        assertThat(mask.threshold(0).bounds()).isEqualTo(new PixelBox(0, 0, 30, 10));
    }

    @Example
    void logits_that_are_not_the_grid_are_refused() {
        MaskFrame frame = new MaskFrame(4, 4, 4, 4, 4, 4);
        assertThatIllegalArgumentException().isThrownBy(() -> new LogitMask(new float[5], 2, 3, frame));
        assertThatIllegalArgumentException().isThrownBy(() -> new LogitMask(new float[0], 65_536, 65_536, frame));
    }
}
