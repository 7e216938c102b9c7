package io.samui.core.annotation;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Port to the annotation rows. Thread-safe; each method is one transaction, or joins the caller's
 * {@link io.samui.core.UnitOfWork}. Annotations go with their image. Ids of boxes and of points are apart: a box and a point may
 * have the same one.
 */
public interface AnnotationStore extends AnnotationCatalogue {

    /**
     * Adds a box, unless there is one with its id: then that one is returned as it is. Of several that add one id at once, one
     * does. The {@code seq} handed in is ignored.
     *
     * @throws io.samui.core.NotFoundException when the image is gone
     */
    Added<BoxAnnotation> insertBox(BoxAnnotation box);

    /**
     * Adds a point, as {@link #insertBox} adds a box.
     *
     * @throws io.samui.core.NotFoundException when the image is gone
     */
    Added<PointAnnotation> insertPoint(PointAnnotation point);

    /**
     * Changes geometry and type of a box; empty when there is none. Nobody else changes or deletes the box between what
     * {@code change} is given and what it returns. What {@code change} throws passes through, and nothing is changed.
     *
     * @param change returns the same box with other geometry or type; called once at most, inside the transaction
     */
    Optional<BoxAnnotation> updateBox(AnnotationId id, UnaryOperator<BoxAnnotation> change);

    /** Changes a point, as {@link #updateBox} changes a box. */
    Optional<PointAnnotation> updatePoint(AnnotationId id, UnaryOperator<PointAnnotation> change);

    /** Whether there was such a box. */
    boolean deleteBox(AnnotationId id);

    /** Whether there was such a point. */
    boolean deletePoint(AnnotationId id);
}
