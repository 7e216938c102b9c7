package io.samui.examples.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One photo through encoder and decoder: what the runs took, and what the decoder thought of its masks.
 *
 * @param decoder of each box, a box a call
 * @param scores  of each box's mask
 */
record PhotoRun(Took encoder, List<Took> decoder, List<Float> scores) {

    /** After the encoder; the decoder's runs are added. */
    static PhotoRun encodedIn(Took took) {
        return new PhotoRun(took, new ArrayList<>(), new ArrayList<>());
    }

    void decoded(Took took, float score) {
        decoder.add(took);
        scores.add(score);
    }

    /** What the image took with all its boxes, by the clock. */
    double wall() {
        return Stream.concat(Stream.of(encoder), decoder.stream())
                .mapToDouble(Took::wall)
                .sum();
    }

    /** The same in CPU time. */
    double cpu() {
        return Stream.concat(Stream.of(encoder), decoder.stream())
                .mapToDouble(Took::cpu)
                .sum();
    }
}
