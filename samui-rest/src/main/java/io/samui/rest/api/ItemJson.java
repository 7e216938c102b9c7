package io.samui.rest.api;

import io.samui.core.job.ItemReport;
import io.samui.core.job.ItemStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one image of a job, as the API shows it. */
@Schema(name = "JobItem")
record ItemJson(
        @Schema(description = "Its place in the job, from 0")
        int position,

        @Schema(format = "uuid", description = "The image may be gone by now", example = Examples.ID)
        String imageId,

        @Schema(description = "As it was at submission", example = "photo.jpg")
        String filename,

        @Schema(allowableValues = {"pending", "running", "processed", "skipped", "failed", "cancelled"})
        String status,

        @Schema(description = "Why it was skipped or cancelled; else null", example = "image deleted") @Nullable
        String reason,

        @Schema(description = "Why it failed; else null") @Nullable
        ItemErrorJson error,

        @Schema(format = "uuid", description = "Of a processed image; its result goes with the image") @Nullable
        String resultId,

        @Schema(format = "date-time", description = "null until it started") @Nullable
        String startedAt,

        @Schema(format = "date-time", description = "null until it ended") @Nullable
        String endedAt,

        @Schema(description = "From start to end, waiting for the model included; null until then", example = "412.031")
        @Nullable
        Double durationMs,

        @Schema(description = "Where the time went; null where there is no result, or it is gone") @Nullable
        TimingsJson timings) {

    /** Why an image failed. */
    @Schema(name = "JobItemError")
    record ItemErrorJson(
            @Schema(
                    allowableValues = {
                        "out_of_memory",
                        "too_large",
                        "mode_not_supported",
                        "unreadable_image",
                        "model_not_loaded",
                        "inference",
                        "storage",
                        "internal"
                    })
            @Nullable
            String code,

            @Schema(description = "What went wrong, and what to do") @Nullable
            String sentence) {}

    static ItemJson of(ItemReport item) {
        boolean failed = item.status() == ItemStatus.FAILED;
        return new ItemJson(
                item.position(),
                item.imageId().toString(),
                item.filename(),
                item.status().wireName(),
                failed ? null : item.message(),
                failed
                        ? new ItemErrorJson(
                                item.code() == null ? null : item.code().wireName(), item.message())
                        : null,
                item.resultId() == null ? null : item.resultId().toString(),
                Timestamps.formatOrNull(item.startedAt()),
                Timestamps.formatOrNull(item.endedAt()),
                item.startedAt() == null || item.endedAt() == null
                        ? null
                        : TimingsJson.millis(Duration.between(item.startedAt(), item.endedAt())),
                item.timings() == null ? null : TimingsJson.of(item.timings()));
    }
}
