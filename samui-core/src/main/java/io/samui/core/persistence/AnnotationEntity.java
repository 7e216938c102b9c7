package io.samui.core.persistence;

import io.samui.core.inference.SegmentationMode;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/**
 * What rows of boxes and of points have in common.
 *
 * @param <A> the annotation in the domain
 */
@MappedSuperclass
@NullUnmarked
abstract class AnnotationEntity<A> {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long seq;

    UUID id;
    UUID imageId;
    Instant createdAt;

    abstract A toDomain();

    /** The mode that reads it. */
    abstract SegmentationMode mode();

    /** Takes over what may change: all but id, image and time. */
    abstract void set(A annotation);
}
