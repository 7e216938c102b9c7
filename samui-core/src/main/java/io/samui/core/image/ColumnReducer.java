package io.samui.core.image;

/**
 * Reduces the columns of a row. A triangle as wide as the distance of two output pixels touches each source pixel twice: with
 * weight w for the output before it and with 1 - w for the one after. So the pixels between two output centres need two sums
 * only, S of themselves and F of themselves times w, and output j is F(j) + S(j - 1) - F(j - 1), over the sum of its weights.
 */
final class ColumnReducer {

    private static final int WEIGHT_BITS = 13;
    private static final int NORM_BITS = 40;
    private static final long HALF = 1L << (NORM_BITS - 1);

    private final int stride;
    private final int red;
    private final int green;
    private final int blue;

    /** Segment s is source pixels starts[s] to starts[s + 1] - 1; segment 0 lies before the first output's centre. */
    private final int[] starts;

    /** Per source pixel, its weight for the output before it. */
    private final int[] falling;

    /** Per output, what its sum is multiplied by. */
    private final long[] norms;

    private ColumnReducer(Pixels pixels, int[] starts, int[] falling, long[] norms) {
        this.stride = pixels.pixelStride();
        this.red = pixels.red();
        this.green = pixels.green();
        this.blue = pixels.blue();
        this.starts = starts;
        this.falling = falling;
        this.norms = norms;
    }

    static ColumnReducer of(Pixels pixels, int width) {
        int source = pixels.width();
        double scale = (double) source / width;
        int[] starts = new int[width + 2];
        int[] falling = new int[source];
        double[] sums = new double[width];
        int segment = 0;
        for (int x = 0; x < source; x++) {
            double place = (x + 0.5) / scale + 0.5; // output centres lie at 1, 2, 3, ...
            while (segment < (int) place) {
                starts[++segment] = x;
            }
            falling[x] = (int) Math.round((1 - (place - segment)) * (1 << WEIGHT_BITS));
            if (segment > 0) {
                sums[segment - 1] += falling[x];
            }
            if (segment < width) {
                sums[segment] += (1 << WEIGHT_BITS) - falling[x];
            }
        }
        while (segment < width + 1) {
            starts[++segment] = source;
        }
        long[] norms = new long[width];
        for (int i = 0; i < width; i++) {
            norms[i] = Math.round((1L << NORM_BITS) / sums[i]);
        }
        return new ColumnReducer(pixels, starts, falling, norms);
    }

    /**
     * @param line a row in the source's layout
     * @param out  gets three bytes per output pixel, from {@code to} on
     */
    void reduce(byte[] line, byte[] out, int to) {
        int from = 0;
        int risingRed = 0;
        int risingGreen = 0;
        int risingBlue = 0;
        for (int segment = 0; segment < starts.length - 1; segment++) {
            int sumRed = 0;
            int sumGreen = 0;
            int sumBlue = 0;
            int fallingRed = 0;
            int fallingGreen = 0;
            int fallingBlue = 0;
            for (int x = starts[segment]; x < starts[segment + 1]; x++, from += stride) {
                int weight = falling[x];
                int r = line[from + red] & 0xFF;
                int g = line[from + green] & 0xFF;
                int b = line[from + blue] & 0xFF;
                sumRed += r;
                sumGreen += g;
                sumBlue += b;
                fallingRed += weight * r;
                fallingGreen += weight * g;
                fallingBlue += weight * b;
            }
            if (segment > 0) {
                long norm = norms[segment - 1];
                out[to++] = round(fallingRed + risingRed, norm);
                out[to++] = round(fallingGreen + risingGreen, norm);
                out[to++] = round(fallingBlue + risingBlue, norm);
            }
            risingRed = (sumRed << WEIGHT_BITS) - fallingRed;
            risingGreen = (sumGreen << WEIGHT_BITS) - fallingGreen;
            risingBlue = (sumBlue << WEIGHT_BITS) - fallingBlue;
        }
    }

    private static byte round(int sum, long norm) {
        return (byte) ((sum * norm + HALF) >> NORM_BITS);
    }
}
