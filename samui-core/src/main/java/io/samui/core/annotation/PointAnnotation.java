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
        AnnotationId id, long seq, ImageId imageId, int x, int y, boolean positive, Instant createdAt) {

    public PointAnnotation withSeq(long newSeq) {
        return new PointAnnotation(id, newSeq, imageId, x, y, positive, createdAt);
    }

    /** The same annotation, set anew. */
    public PointAnnotation with(int newX, int newY, boolean newPositive) {
        return new PointAnnotation(id, seq, imageId, newX, newY, newPositive, createdAt);
    }

    /** Whether it says the same, whenever that was said. */
    boolean sameContent(PointAnnotation other) {
        return imageId.equals(other.imageId) && x == other.x && y == other.y && positive == other.positive;
    }
}
