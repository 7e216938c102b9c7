package io.samui.core.mask;

import java.util.Arrays;

/**
 * A mask as an immutable value, held as COCO's uncompressed run-length encoding: pixels column by column, runs alternating
 * between unset and set, the first run unset (so it is 0 when the first pixel is set). All other runs are positive.
 *
 * <p>The encoding is that of pycocotools ({@code maskApi.c}, {@code rleEncode}).
 */
public final class BinaryMask {

    private final int width;
    private final int height;
    private final int[] counts;

    private BinaryMask(int width, int height, int[] counts) {
        this.width = width;
        this.height = height;
        this.counts = counts;
    }

    /** A mask without a set pixel. */
    public static BinaryMask empty(int width, int height) {
        return new BinaryMask(width, height, new int[] {Math.multiplyExact(width, height)});
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** A copy of the runs. */
    public int[] counts() {
        return Arrays.copyOf(counts, counts.length);
    }
}
