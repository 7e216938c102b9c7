package io.samui.core.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MaskSamplerTest {

    @Property
    void a_pixel_of_the_picture_shows_what_is_below_its_middle(@ForAll long seed) {
        Random random = new Random(seed);
        int width = 1 + random.nextInt(70);
        int height = 1 + random.nextInt(70);
        BinaryMask mask =
                BinaryMaskTest.random(width, height, random.nextInt(11), seed).mask();
        int w = 1 + random.nextInt(width);
        int h = 1 + random.nextInt(height);
        int[][] visits = new int[h][w];

        new MaskSampler(width, height, w, h).forEachColumnRun(mask, (x, y, length) -> {
            for (int row = y; row < y + length; row++) {
                visits[row][x]++;
            }
        });

        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                boolean set = mask.get((2 * x + 1) * width / (2 * w), (2 * y + 1) * height / (2 * h));
                assertThat(visits[y][x]).as("%s, %s", x, y).isEqualTo(set ? 1 : 0);
            }
        }
    }

    @Test
    void a_picture_is_never_larger_than_the_masks_and_masks_are_of_one_size() {
        assertThatIllegalArgumentException().isThrownBy(() -> new MaskSampler(3, 3, 4, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> new MaskSampler(3, 3, 3, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new MaskSampler(3, 3, 3, 3).forEachColumnRun(BinaryMask.full(3, 4), (x, y, length) -> {}));
    }
}
