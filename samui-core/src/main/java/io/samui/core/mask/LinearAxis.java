package io.samui.core.mask;

/**
 * One axis of a bilinear resize with half-pixel centres and clamped edges: sample {@code i} lies between knot {@code knot[i]}
 * and the one after it, {@code weight[i]} of the way.
 *
 * <p>Weights are never negative, and a sample is the weighted sum of its two knots: so where both are above zero the sample
 * is, and where none is it is not, in floating point too. That is what lets whole stretches be decided by their ends.
 */
final class LinearAxis {

    final int knots;
    final int samples;
    final int[] knot;
    final double[] weight;

    /** The first sample at or behind each knot, and at the end the number of samples. */
    final int[] first;

    /**
     * @param knots   size before
     * @param size    size after
     * @param samples how many of the {@code size} samples are kept, from the first on
     */
    LinearAxis(int knots, int size, int samples) {
        this.knots = knots;
        this.samples = samples;
        this.knot = new int[samples];
        this.weight = new double[samples];
        this.first = new int[knots + 1];
        double scale = (double) knots / size;
        int reached = 0;
        for (int i = 0; i < samples; i++) {
            double place = Math.max(0, (i + 0.5) * scale - 0.5);
            knot[i] = Math.min((int) place, knots - 1);
            weight[i] = place - knot[i];
            while (reached < knot[i]) {
                first[++reached] = i;
            }
        }
        while (reached < knots) {
            first[++reached] = samples;
        }
    }

    /** The knot behind {@code k}; the last one is its own. */
    int after(int k) {
        return Math.min(k + 1, knots - 1);
    }

    /** The sample's value, given that of the knots around it. */
    double mix(int sample, double before, double behind) {
        double w = weight[sample];
        return (1 - w) * before + w * behind;
    }

    double at(double[] values, int sample) {
        int k = knot[sample];
        return mix(sample, values[k], values[after(k)]);
    }

    /** How many knots, from the first on, the samples look at. */
    int knotsInUse() {
        return after(knot[samples - 1]) + 1;
    }
}
