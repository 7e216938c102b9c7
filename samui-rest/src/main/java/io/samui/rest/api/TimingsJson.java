package io.samui.rest.api;

import io.samui.core.history.Timings;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;

/** Where the time of one image went, in milliseconds. */
@Schema(name = "Timings", description = "Where the time went, in milliseconds")
record TimingsJson(
        @Schema(description = "Reading, decoding and preparing; 0 where the embedding was cached", example = "41.207")
        double readMs,

        @Schema(description = "The image encoder; 0 where the embedding was cached", example = "96.418")
        double encodeMs,

        @Schema(description = "The mask decoder, all prompts", example = "11.962")
        double decodeMs,

        @Schema(description = "Masks, PNG and COCO", example = "6.35")
        double postprocessMs,

        @Schema(description = "Writing the files", example = "3.184")
        double storeMs) {

    static TimingsJson of(Timings timings) {
        return new TimingsJson(
                millis(timings.read()),
                millis(timings.encode()),
                millis(timings.decode()),
                millis(timings.postprocess()),
                millis(timings.store()));
    }

    /** To a microsecond. */
    static double millis(Duration duration) {
        return duration.toNanos() / 1000 / 1000.0;
    }
}
