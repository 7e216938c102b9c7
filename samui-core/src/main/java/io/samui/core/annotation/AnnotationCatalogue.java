package io.samui.core.annotation;

import io.samui.core.image.ImageId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Port to the annotation rows, for reading. Thread-safe; each method is one transaction, or joins the caller's
 * {@link io.samui.core.UnitOfWork}.
 */
public interface AnnotationCatalogue {

    /** The boxes of each of these images, oldest first; images without boxes have no entry. */
    Map<ImageId, List<BoxAnnotation>> boxes(Collection<ImageId> images);

    /** The points of each of these images, oldest first; images without points have no entry. */
    Map<ImageId, List<PointAnnotation>> points(Collection<ImageId> images);
}
