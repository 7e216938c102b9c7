package io.samui.core.job;

import io.samui.core.annotation.AnnotationSnapshot;
import io.samui.core.image.ImageId;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.SegmentationMode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job to insert, with its items in order.
 *
 * @param retryOf the job that it does again; null when it is none
 */
public record NewJob(
        JobId id,
        SegmentationMode mode,
        DecodeOptions parameters,
        Instant createdAt,
        List<NewItem> items,
        @Nullable JobId retryOf) {

    /** One image, with its prompts as they are now. */
    public record NewItem(ImageId imageId, String filename, String imageDigest, AnnotationSnapshot snapshot) {}

    /** A job that does no other again. */
    public NewJob(JobId id, SegmentationMode mode, DecodeOptions parameters, Instant createdAt, List<NewItem> items) {
        this(id, mode, parameters, createdAt, items, null);
    }

    public NewJob {
        items = List.copyOf(items);
        if (items.isEmpty()) {
            throw new IllegalArgumentException("A job has at least one item");
        }
    }
}
