package io.samui.core.annotation;

import io.samui.core.image.ImageId;
import io.samui.core.mask.PixelBox;
import java.time.Instant;

/**
 * A box that somebody drew.
 *
 * @param seq order of insertion
 * @param box in pixels of the upright image, inside it, of positive size
 */
public record BoxAnnotation(
        AnnotationId id, long seq, ImageId imageId, PixelBox box, PromptType promptType, Instant createdAt) {

    public BoxAnnotation withSeq(long newSeq) {
        return new BoxAnnotation(id, newSeq, imageId, box, promptType, createdAt);
    }

    /** The same annotation, drawn anew. */
    public BoxAnnotation with(PixelBox newBox, PromptType newType) {
        return new BoxAnnotation(id, seq, imageId, newBox, newType, createdAt);
    }

    /** Whether it says the same, whenever that was said. */
    boolean sameContent(BoxAnnotation other) {
        return imageId.equals(other.imageId) && box.equals(other.box) && promptType == other.promptType;
    }
}
