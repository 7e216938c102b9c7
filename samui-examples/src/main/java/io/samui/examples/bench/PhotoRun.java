package io.samui.examples.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * One photo through encoder and decoder: what the runs took, in milliseconds, and what the decoder thought of its masks.
 *
 * @param decoder of each box, a box a call
 * @param scores  of each box's mask
 */
record PhotoRun(double encoder, List<Double> decoder, List<Float> scores) {

    /** After the encoder; the decoder's runs are added. */
    static PhotoRun encodedIn(double millis) {
        return new PhotoRun(millis, new ArrayList<>(), new ArrayList<>());
    }

    void decoded(double millis, float score) {
        decoder.add(millis);
        scores.add(score);
    }

    /** What the image took with all its boxes. */
    double total() {
        return encoder + decoder.stream().mapToDouble(Double::doubleValue).sum();
    }

    static double millisSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e6;
    }
}
