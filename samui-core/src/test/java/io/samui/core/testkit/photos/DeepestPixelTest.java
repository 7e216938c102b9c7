package io.samui.core.testkit.photos;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.mask.BinaryMask;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeepestPixelTest {

    @Test
    void the_middle_of_a_square_is_the_deepest() {
        byte[] pixels = new byte[9 * 9];
        for (int y = 2; y < 7; y++) {
            for (int x = 2; x < 7; x++) {
                pixels[y * 9 + x] = 1;
            }
        }
        assertThat(DeepestPixel.of(BinaryMask.of(9, 9, pixels))).isEqualTo(new DeepestPixel(4, 4));
    }

    @Test
    void it_is_as_deep_as_looking_at_every_pair_of_pixels_finds() {
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            int width = 5 + random.nextInt(20);
            int height = 5 + random.nextInt(20);
            byte[] pixels = new byte[width * height];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (byte) (random.nextInt(10) == 0 ? 0 : 1);
            }
            pixels[0] = 0;
            BinaryMask mask = BinaryMask.of(width, height, pixels);
            DeepestPixel deepest = DeepestPixel.of(mask);
            assertThat(depth(mask, deepest.x(), deepest.y())).isEqualTo(greatestDepth(mask));
        }
    }

    private static long greatestDepth(BinaryMask mask) {
        long greatest = 0;
        for (int y = 0; y < mask.height(); y++) {
            for (int x = 0; x < mask.width(); x++) {
                greatest = Math.max(greatest, depth(mask, x, y));
            }
        }
        return greatest;
    }

    private static long depth(BinaryMask mask, int x, int y) {
        long nearest = Long.MAX_VALUE;
        for (int v = 0; v < mask.height(); v++) {
            for (int u = 0; u < mask.width(); u++) {
                if (!mask.get(u, v)) {
                    nearest = Math.min(nearest, (long) (u - x) * (u - x) + (long) (v - y) * (v - y));
                }
            }
        }
        return nearest;
    }
}
