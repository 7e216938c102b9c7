package io.samui.core.job;

import io.samui.core.annotation.AnnotationSnapshot;
import io.samui.core.image.ImageId;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.SegmentationMode;
import java.time.Instant;
import java.util.List;

/** A job to insert, with its items in order. */
public record NewJob(
        JobId id, SegmentationMode mode, DecodeOptions parameters, Instant createdAt, List<NewItem> items) {

    /** One image, with its prompts as they are now. */
    public record NewItem(ImageId imageId, String filename, String imageDigest, AnnotationSnapshot snapshot) {}

    public NewJob {
        items = List.copyOf(items);
        if (items.isEmpty()) {
            throw new IllegalArgumentException("A job has at least one item");
        }
    }
}
