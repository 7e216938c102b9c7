package io.samui.core.annotation;

import io.samui.core.image.ImageId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Port to the annotation rows. Thread-safe; each method is one transaction, or joins the caller's
 * {@link io.samui.core.UnitOfWork}. Annotations go with their image.
 */
public interface AnnotationStore {

    /**
     * Adds a box; its {@code seq} is ignored.
     *
     * @throws io.samui.core.NotFoundException when the image is gone
     */
    BoxAnnotation insertBox(BoxAnnotation box);

    /**
     * Adds a point; its {@code seq} is ignored.
     *
     * @throws io.samui.core.NotFoundException when the image is gone
     */
    PointAnnotation insertPoint(PointAnnotation point);

    /** The boxes of each of these images, oldest first; images without boxes have no entry. */
    Map<ImageId, List<BoxAnnotation>> boxes(Collection<ImageId> images);

    /** The points of each of these images, oldest first; images without points have no entry. */
    Map<ImageId, List<PointAnnotation>> points(Collection<ImageId> images);

    /** Whether there was such a box. */
    boolean deleteBox(AnnotationId id);

    /** Whether there was such a point. */
    boolean deletePoint(AnnotationId id);
}
