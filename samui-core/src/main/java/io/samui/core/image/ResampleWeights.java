package io.samui.core.image;

/**
 * Which source pixels make an output pixel, and with which fixed-point weights.
 *
 * @param first  per output pixel, the first source pixel
 * @param count  per output pixel, how many
 * @param most   the largest count
 * @param values {@code most} weights per output pixel; those of one pixel sum up to about {@code 1 << BITS}
 */
@SuppressWarnings("ArrayRecordComponent")
record ResampleWeights(int[] first, int[] count, int most, int[] values) {

    /** 8 bits of pixel, 2 of headroom, the rest for the fraction. */
    static final int BITS = 32 - 8 - 2;

    static final int HALF = 1 << (BITS - 1);

    /** A triangle of half width {@code max(1, source / target)} around each output pixel's centre, cut off at the edges. */
    static ResampleWeights of(int source, int target) {
        double scale = (double) source / target;
        double support = Math.max(scale, 1.0);
        int most = (int) Math.ceil(support) * 2 + 1;
        int[] first = new int[target];
        int[] count = new int[target];
        int[] values = new int[target * most];
        double[] row = new double[most];
        for (int i = 0; i < target; i++) {
            double centre = (i + 0.5) * scale;
            int from = Math.max(0, (int) (centre - support + 0.5));
            int to = Math.min(source, (int) (centre + support + 0.5));
            double sum = 0;
            for (int k = from; k < to; k++) {
                double distance = Math.abs((k - centre + 0.5) / support);
                row[k - from] = distance < 1 ? 1 - distance : 0;
                sum += row[k - from];
            }
            first[i] = from;
            count[i] = to - from;
            for (int k = 0; k < to - from; k++) {
                values[i * most + k] = (int) Math.round(row[k] / sum * (1 << BITS));
            }
        }
        return new ResampleWeights(first, count, most, values);
    }
}
