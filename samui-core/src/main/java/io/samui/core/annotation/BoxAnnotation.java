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
        AnnotationId id, long seq, ImageId imageId, PixelBox box, PromptType promptType, Instant createdAt) {}
