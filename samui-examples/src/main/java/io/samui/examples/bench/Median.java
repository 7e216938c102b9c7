package io.samui.examples.bench;

import java.util.Collection;

/** The middle of repeats. */
final class Median {

    private Median() {}

    /** The middle one, or the greater of the two in the middle. */
    static double of(Collection<Double> values) {
        return at(values, 0.5);
    }

    /**
     * The value that this part of all stays below.
     *
     * @param part 0.5 for the median
     */
    static double at(Collection<Double> values, double part) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * part))];
    }
}
