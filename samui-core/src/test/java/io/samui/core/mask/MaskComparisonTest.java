package io.samui.core.mask;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.mask.MaskComparison.Pair;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MaskComparisonTest {

    @Property
    void every_pixel_is_kept_added_removed_or_in_neither(
            @ForAll @IntRange(min = 1, max = 80) int width,
            @ForAll @IntRange(min = 1, max = 80) int height,
            @ForAll @IntRange(max = 10) int density,
            @ForAll long seed) {
        BinaryMask a = BinaryMaskTest.random(width, height, density, seed).mask();
        BinaryMask b =
                BinaryMaskTest.random(width, height, 10 - density, seed + 1).mask();

        MaskComparison comparison = MaskComparison.of(width, height, List.of(a), List.of(b));

        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                assertThat(comparison.kept().get(x, y)).isEqualTo(a.get(x, y) && b.get(x, y));
                assertThat(comparison.added().get(x, y)).isEqualTo(!a.get(x, y) && b.get(x, y));
                assertThat(comparison.removed().get(x, y)).isEqualTo(a.get(x, y) && !b.get(x, y));
            }
        }
        boolean empty = a.area() + b.area() == 0;
        assertThat(comparison.iou()).isEqualTo(empty ? 1 : a.iou(b));
        assertThat(BinaryMask.ofCounts(width, height, comparison.added().counts()))
                .isEqualTo(comparison.added());
    }

    @Test
    void instances_are_matched_the_best_pair_first_each_once() {
        BinaryMask wide = row(0, 10);
        BinaryMask most = row(0, 8);
        BinaryMask half = row(0, 5);
        BinaryMask far = row(20, 5);
        BinaryMask alone = row(30, 5);

        assertThat(pairs(List.of(half, wide, alone), List.of(far, most)))
                .containsExactly(new Pair(0, null, 0), new Pair(1, 1, 0.8), new Pair(2, null, 0), new Pair(null, 0, 0));
        assertThat(pairs(List.of(half, wide), List.of(most, half)))
                .as("what is the same goes together, and the rest after it")
                .containsExactly(new Pair(0, 1, 1), new Pair(1, 0, 0.8));
    }

    @Test
    void equal_instances_are_matched_in_order() {
        BinaryMask same = row(3, 4);

        assertThat(pairs(List.of(same, same), List.of(same, same, same)))
                .containsExactly(new Pair(0, 0, 1), new Pair(1, 1, 1), new Pair(null, 2, 0));
    }

    @Test
    void nothing_agrees_with_nothing_and_with_nothing_else() {
        assertThat(MaskComparison.of(40, 1, List.of(), List.of(row(0, 0))).iou())
                .isEqualTo(1);
        assertThat(MaskComparison.of(40, 1, List.of(), List.of(row(0, 1))).iou())
                .isZero();
        assertThat(pairs(List.of(row(0, 0)), List.of(row(0, 0))))
                .containsExactly(new Pair(0, null, 0), new Pair(null, 0, 0));
    }

    private static List<Pair> pairs(List<BinaryMask> a, List<BinaryMask> b) {
        return MaskComparison.of(40, 1, a, b).pairs();
    }

    private static BinaryMask row(int x, int length) {
        byte[] pixels = new byte[40];
        Arrays.fill(pixels, x, x + length, (byte) 1);
        return BinaryMask.of(40, 1, pixels);
    }
}
