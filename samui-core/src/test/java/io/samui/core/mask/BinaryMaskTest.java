package io.samui.core.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class BinaryMaskTest {

    @SuppressWarnings("ArrayRecordComponent")
    record Pixels(int width, int height, byte[] set) {

        BinaryMask mask() {
            return BinaryMask.of(width, height, set);
        }

        boolean at(int x, int y) {
            return set[y * width + x] != 0;
        }
    }

    /** Random masks of all densities, with blocks in some: empty, full and first-pixel-set ones are among them. */
    @Provide
    Arbitrary<Pixels> pixels() {
        Arbitrary<Integer> side = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.integers().between(1, 9)),
                Tuple.of(1, Arbitraries.integers().between(60, 140)));
        return Combinators.combine(side, side, Arbitraries.integers().between(0, 10), Arbitraries.longs())
                .as((width, height, density, seed) -> random(width, height, density, seed));
    }

    static Pixels random(int width, int height, int density, long seed) {
        Random random = new Random(seed);
        byte[] set = new byte[width * height];
        for (int i = 0; i < set.length; i++) {
            set[i] = (byte) (random.nextInt(10) < density ? -1 - random.nextInt(3) : 0);
        }
        if (random.nextBoolean()) {
            int left = random.nextInt(width);
            int top = random.nextInt(height);
            for (int y = top; y < height && y < top + 30; y++) {
                for (int x = left; x < width && x < left + 30; x++) {
                    set[y * width + x] = (byte) (density > 5 ? 0 : 1);
                }
            }
        }
        return new Pixels(width, height, set);
    }

    /** The rule of the COCO reference, plainly: down the columns, a run ends where the value changes, the first is unset. */
    private static int[] plainCounts(Pixels pixels) {
        List<Integer> counts = new ArrayList<>();
        boolean value = false;
        int run = 0;
        for (int x = 0; x < pixels.width(); x++) {
            for (int y = 0; y < pixels.height(); y++) {
                if (pixels.at(x, y) != value) {
                    counts.add(run);
                    run = 0;
                    value = !value;
                }
                run++;
            }
        }
        counts.add(run);
        return counts.stream().mapToInt(Integer::intValue).toArray();
    }

    @Property
    void counts_are_those_of_the_plain_rule(@ForAll("pixels") Pixels pixels) {
        assertThat(pixels.mask().counts()).isEqualTo(plainCounts(pixels));
    }

    @Property
    void counts_make_the_same_mask_again(@ForAll("pixels") Pixels pixels) {
        BinaryMask mask = pixels.mask();
        BinaryMask again = BinaryMask.ofCounts(pixels.width(), pixels.height(), mask.counts());
        assertThat(again).isEqualTo(mask).hasSameHashCodeAs(mask);
        byte[] bytes = again.toRowMajor();
        for (int i = 0; i < bytes.length; i++) {
            assertThat(bytes[i]).isEqualTo((byte) (pixels.set()[i] != 0 ? 1 : 0));
        }
    }

    @Property(tries = 300)
    void single_pixels_area_and_box_agree_with_the_pixels(@ForAll("pixels") Pixels pixels) {
        BinaryMask mask = pixels.mask();
        int area = 0;
        int left = Integer.MAX_VALUE;
        int top = Integer.MAX_VALUE;
        int right = -1;
        int bottom = -1;
        for (int y = 0; y < pixels.height(); y++) {
            for (int x = 0; x < pixels.width(); x++) {
                assertThat(mask.get(x, y)).isEqualTo(pixels.at(x, y));
                if (pixels.at(x, y)) {
                    area++;
                    left = Math.min(left, x);
                    top = Math.min(top, y);
                    right = Math.max(right, x);
                    bottom = Math.max(bottom, y);
                }
            }
        }
        assertThat(mask.area()).isEqualTo(area);
        assertThat(mask.bounds())
                .isEqualTo(area == 0 ? PixelBox.EMPTY : new PixelBox(left, top, right - left + 1, bottom - top + 1));
    }

    @Property(tries = 300)
    void union_and_overlap_agree_with_the_pixels(@ForAll long seed) {
        Random random = new Random(seed);
        int width = 1 + random.nextInt(40);
        int height = 1 + random.nextInt(40);
        List<Pixels> all = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(5); i++) {
            all.add(random(width, height, random.nextInt(11), random.nextLong()));
        }
        byte[] any = new byte[width * height];
        int both = 0;
        int either = 0;
        Pixels first = all.get(0);
        Pixels last = all.get(all.size() - 1);
        for (int i = 0; i < any.length; i++) {
            int pixel = i;
            any[i] = (byte) (all.stream().anyMatch(p -> p.set()[pixel] != 0) ? 1 : 0);
            both += first.set()[i] != 0 && last.set()[i] != 0 ? 1 : 0;
            either += first.set()[i] != 0 || last.set()[i] != 0 ? 1 : 0;
        }
        List<BinaryMask> masks = all.stream().map(Pixels::mask).toList();
        assertThat(BinaryMask.union(masks)).isEqualTo(BinaryMask.of(width, height, any));
        assertThat(first.mask().intersectionArea(last.mask())).isEqualTo(both);
        assertThat(first.mask().iou(last.mask())).isEqualTo(either == 0 ? 0 : (double) both / either);
    }

    @Test
    void a_column_that_begins_set_has_one_leading_zero() {
        assertThat(BinaryMask.of(1, 3, new byte[] {1, 1, 0}).counts()).containsExactly(0, 2, 1);
    }

    @Test
    void pixels_are_counted_down_the_columns() {
        // 1 0 0
        // 1 1 0
        BinaryMask mask = BinaryMask.of(3, 2, new byte[] {1, 0, 0, 1, 1, 0});
        assertThat(mask.counts()).containsExactly(0, 2, 1, 1, 2);
        assertThat(mask.get(1, 1)).isTrue();
        assertThat(mask.get(2, 1)).isFalse();
        assertThat(mask.get(1, 0)).isFalse();
        assertThat(mask.bounds()).isEqualTo(new PixelBox(0, 0, 2, 2));
    }

    @Test
    void empty_and_full_masks_have_one_and_two_runs() {
        assertThat(BinaryMask.empty(4, 3).counts()).containsExactly(12);
        assertThat(BinaryMask.full(4, 3).counts()).containsExactly(0, 12);
        assertThat(BinaryMask.full(4, 3).bounds()).isEqualTo(new PixelBox(0, 0, 4, 3));
        assertThat(BinaryMask.empty(4, 3).bounds()).isEqualTo(PixelBox.EMPTY);
    }

    @Test
    void runs_that_are_no_encoding_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinaryMask.ofCounts(1, 3, new int[] {0, 0, 2, 1}))
                .withMessageContaining("Run 1 is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinaryMask.ofCounts(2, 2, new int[] {-1, 5}))
                .withMessageContaining("Run 0 is -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinaryMask.ofCounts(2, 2, new int[] {1, 2}))
                .withMessageContaining("add up to 4, these to 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinaryMask.ofCounts(2, 2, new int[] {1, Integer.MAX_VALUE, Integer.MAX_VALUE, 6}))
                .withMessageContaining("add up to 4, these to more");
        assertThatIllegalArgumentException().isThrownBy(() -> BinaryMask.ofCounts(2, 2, new int[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinaryMask.of(2, 2, new byte[3]))
                .withMessageContaining("4 pixels, not 3");
    }

    @Test
    void sizes_beyond_an_int_are_refused_not_wrapped_around() {
        assertThatIllegalArgumentException().isThrownBy(() -> BinaryMask.empty(65_536, 65_536));
        assertThatIllegalArgumentException().isThrownBy(() -> BinaryMask.full(0, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> BinaryMask.ofCounts(-2, -2, new int[] {4}));
        assertThat(BinaryMask.full(46_340, 46_340).area()).isEqualTo(46_340 * 46_340);
    }

    @Test
    void masks_of_different_sizes_do_not_mix() {
        BinaryMask wide = BinaryMask.full(3, 2);
        BinaryMask tall = BinaryMask.full(2, 3);
        assertThatIllegalArgumentException().isThrownBy(() -> BinaryMask.union(List.of(wide, tall)));
        assertThatIllegalArgumentException().isThrownBy(() -> wide.iou(tall));
        assertThat(wide).isNotEqualTo(tall);
    }

    @Test
    void the_union_of_nothing_needs_a_size() {
        assertThatIllegalArgumentException().isThrownBy(() -> BinaryMask.union(List.of()));
        assertThat(BinaryMask.union(3, 2, List.of())).isEqualTo(BinaryMask.empty(3, 2));
    }

    @Test
    void pixels_outside_are_refused() {
        BinaryMask mask = BinaryMask.full(3, 2);
        assertThatThrownBy(() -> mask.get(3, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> mask.get(0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> mask.get(-1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
