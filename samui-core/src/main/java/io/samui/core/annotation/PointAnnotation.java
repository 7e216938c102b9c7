package io.samui.core.annotation;

import io.samui.core.image.ImageId;
import java.time.Instant;

/**
 * A point that somebody set.
 *
 * @param seq      order of insertion
 * @param x        column of the upright image, 0 to width - 1
 * @param y        row of the upright image, 0 to height - 1
 * @param positive whether the point belongs to what is to be segmented
 */
public record PointAnnotation(
        AnnotationId id, long seq, ImageId imageId, int x, int y, boolean positive, Instant createdAt) {}
