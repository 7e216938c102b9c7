package io.samui.core.job;

import io.samui.core.history.ResultId;
import io.samui.core.history.Timings;
import io.samui.core.image.ImageId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one image of a job, without its prompts: short, so that many can be listed.
 *
 * @param position  0 is the first
 * @param code      of a failed item
 * @param message   why it failed, was skipped or was cancelled
 * @param resultId  of a processed item; its result goes with its image
 * @param startedAt null until it started
 * @param endedAt   null until it ended
 * @param timings   of its result; null when it has none, or that is gone
 */
public record ItemReport(
        int position,
        ImageId imageId,
        String filename,
        ItemStatus status,
        @Nullable FailureCode code,
        @Nullable String message,
        @Nullable ResultId resultId,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Timings timings) {}
