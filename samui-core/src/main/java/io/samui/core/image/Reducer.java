package io.samui.core.image;

/**
 * Makes pictures smaller with the triangle filter of {@link Resampler}, for the reductions that photos need (up to
 * {@value #MOST} times): rows are blended first, eight bytes at a time, so that the columns' pass runs over the rows that are left.
 *
 * <p>Column weights have 13 bits; row weights have 8, so single values may differ by two levels from Pillow's where rows differ
 * sharply.
 */
final class Reducer {

    /** Beyond it the 8 bits of a row's weight say too little. */
    static final int MOST = 6;

    private static final int CHANNELS = 3;

    private Reducer() {}

    /** Whether a side may be reduced here. */
    static boolean takes(int from, int to) {
        return from > to && from <= MOST * to;
    }

    /** Three bytes per pixel, row by row; both sides become smaller. */
    static byte[] reduce(Pixels pixels, int width, int height) {
        byte[] out = new byte[CHANNELS * width * height];
        ColumnReducer columns = ColumnReducer.of(pixels, width);
        RowBlend rows = RowBlend.of(pixels, height);
        byte[] line = new byte[pixels.width() * pixels.pixelStride()];
        for (int y = 0; y < height; y++) {
            rows.blend(y, line);
            columns.reduce(line, out, y * CHANNELS * width);
        }
        return out;
    }
}
