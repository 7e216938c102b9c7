package io.samui.core.history;

import java.time.Duration;

/**
 * Where the time of one image went.
 *
 * @param read        reading, decoding and preparing the image; zero when its embedding was cached
 * @param encode      the image encoder; zero when its embedding was cached
 * @param decode      the mask decoder, all prompts
 * @param postprocess masks, PNG and COCO
 * @param store       writing the blobs
 */
public record Timings(Duration read, Duration encode, Duration decode, Duration postprocess, Duration store) {

    public static final Timings ZERO =
            new Timings(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
}
