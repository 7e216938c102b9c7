package io.samui.core.mask;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MaskCleaningTest {

    @Test
    void small_parts_go_and_the_rest_stays() {
        assertThat(MaskCleaning.removeSpecks(mask("##..#", "##...", "....#"), 2))
                .isEqualTo(mask("##...", "##...", "....."));
    }

    @Test
    void parts_that_touch_at_a_corner_are_one() {
        BinaryMask diagonal = mask("#...", ".#..", "..#.", "#...");

        assertThat(MaskCleaning.removeSpecks(diagonal, 3)).isEqualTo(mask("#...", ".#..", "..#.", "...."));
    }

    @Test
    void the_largest_part_stays_however_small_it_is() {
        assertThat(MaskCleaning.removeSpecks(mask("#.##", "...."), 100)).isEqualTo(mask("..##", "...."));
        assertThat(MaskCleaning.removeSpecks(mask("....", "...."), 100)).isEqualTo(mask("....", "...."));
    }

    @Test
    void small_holes_are_filled_and_bays_are_not() {
        BinaryMask ring = mask("#####", "#.#.#", "###.#", "#####", "##.##");

        assertThat(MaskCleaning.fillHoles(ring, 2)).isEqualTo(mask("#####", "###.#", "###.#", "#####", "##.##"));
        assertThat(MaskCleaning.fillHoles(ring, 3)).isEqualTo(mask("#####", "#####", "#####", "#####", "##.##"));
    }

    @Test
    void nothing_leaks_through_a_corner() {
        BinaryMask corner = mask("####", "#.##", "##.#", "####");

        assertThat(MaskCleaning.fillHoles(corner, 2).area()).isEqualTo(16);
    }

    @Test
    void an_area_of_0_changes_nothing() {
        BinaryMask mask = mask("#.#", "...", "#.#");

        assertThat(MaskCleaning.removeSpecks(mask, 0)).isSameAs(mask);
        assertThat(MaskCleaning.fillHoles(mask, 0)).isSameAs(mask);
    }

    /** Against a flood fill that looks at every pixel. */
    @Property(tries = 300)
    void parts_are_those_of_a_flood_fill(
            @ForAll @Size(42) boolean[] pixels, @ForAll @IntRange(min = 2, max = 9) int area) {
        BinaryMask mask = BinaryMask.of(7, 6, bytes(pixels));

        assertThat(MaskCleaning.removeSpecks(mask, area))
                .isEqualTo(BinaryMask.of(7, 6, FloodFill.largeParts(pixels, 7, area)));
    }

    private static byte[] bytes(boolean[] pixels) {
        byte[] bytes = new byte[pixels.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (pixels[i] ? 1 : 0);
        }
        return bytes;
    }

    private static BinaryMask mask(String... rows) {
        String all = String.join("", rows);
        byte[] pixels = new byte[all.length()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (all.charAt(i) == '#' ? 1 : 0);
        }
        return BinaryMask.of(rows[0].length(), rows.length, pixels);
    }

    /** The plain way. */
    private static final class FloodFill {

        /** Parts of at least so many pixels; the largest, the later one of equals in columns, where there is none. */
        static byte[] largeParts(boolean[] pixels, int width, int area) {
            int height = pixels.length / width;
            byte[] kept = new byte[pixels.length];
            byte[] largest = new byte[pixels.length];
            int most = 0;
            boolean any = false;
            boolean[] seen = new boolean[pixels.length];
            for (int x = 0; x < width; x++) {
                for (int y = 0; y < height; y++) {
                    byte[] part = new byte[pixels.length];
                    int size = fill(pixels, seen, width, x, y, part);
                    if (size > most) {
                        most = size;
                        largest = part;
                    }
                    if (size >= area) {
                        any = true;
                        for (int i = 0; i < part.length; i++) {
                            kept[i] |= part[i];
                        }
                    }
                }
            }
            return any ? kept : largest;
        }

        private static int fill(boolean[] pixels, boolean[] seen, int width, int x, int y, byte[] part) {
            int height = pixels.length / width;
            int i = y * width + x;
            if (x < 0 || y < 0 || x >= width || y >= height || !pixels[i] || seen[i]) {
                return 0;
            }
            seen[i] = true;
            part[i] = 1;
            int size = 1;
            for (int dx = -1; dx <= 1; dx++) {
                for (int dy = -1; dy <= 1; dy++) {
                    size += fill(pixels, seen, width, x + dx, y + dy, part);
                }
            }
            return size;
        }
    }
}
