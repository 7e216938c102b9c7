package io.samui.core.job;

import io.samui.core.annotation.AnnotationSnapshot;
import io.samui.core.history.ResultId;
import io.samui.core.image.ImageId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One image of a job. Image id and file name are copies: the image may go while the item stays.
 *
 * @param position  0 is the first
 * @param snapshot  the prompts as they were at submission
 * @param code      of a failed item
 * @param message   why it failed, was skipped or was cancelled
 * @param resultId  of a processed item; it stays when the result goes, with its image or because the history is trimmed
 */
public record JobItem(
        JobId jobId,
        int position,
        ImageId imageId,
        String filename,
        String imageDigest,
        AnnotationSnapshot snapshot,
        ItemStatus status,
        @Nullable FailureCode code,
        @Nullable String message,
        @Nullable ResultId resultId,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {}
