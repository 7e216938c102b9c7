package io.samui.core.annotation;

import io.samui.core.IdGenerator;
import io.samui.core.InvalidInputException;
import io.samui.core.NotFoundException;
import io.samui.core.image.ImageCatalogue;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageRecord;
import io.samui.core.mask.PixelBox;
import java.time.Clock;
import java.util.List;

/** Takes prompts in, checks that they lie in their image, and hands them out. Thread-safe. */
public final class AnnotationService {

    private final ImageCatalogue images;
    private final AnnotationStore annotations;
    private final IdGenerator ids;
    private final Clock clock;

    public AnnotationService(ImageCatalogue images, AnnotationStore annotations, IdGenerator ids, Clock clock) {
        this.images = images;
        this.annotations = annotations;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Adds a box.
     *
     * @throws NotFoundException     when there is no such image
     * @throws InvalidInputException when the box is empty or not inside the image
     */
    public BoxAnnotation addBox(ImageId imageId, PixelBox box, PromptType type) {
        checkInside(box, image(imageId));
        return annotations.insertBox(
                new BoxAnnotation(new AnnotationId(ids.next()), 0, imageId, box, type, clock.instant()));
    }

    /**
     * Adds a point.
     *
     * @throws NotFoundException     when there is no such image
     * @throws InvalidInputException when the point is not inside the image
     */
    public PointAnnotation addPoint(ImageId imageId, int x, int y, boolean positive) {
        ImageRecord image = image(imageId);
        if (x < 0 || y < 0 || x >= image.width() || y >= image.height()) {
            throw new InvalidInputException("The point (" + x + ", " + y + ") lies outside the image: x must be 0 to "
                    + (image.width() - 1) + " and y 0 to " + (image.height() - 1));
        }
        return annotations.insertPoint(
                new PointAnnotation(new AnnotationId(ids.next()), 0, imageId, x, y, positive, clock.instant()));
    }

    /** An image's boxes, oldest first; none for an unknown image. */
    public List<BoxAnnotation> boxes(ImageId imageId) {
        return annotations.boxes(List.of(imageId)).getOrDefault(imageId, List.of());
    }

    /** An image's points, oldest first; none for an unknown image. */
    public List<PointAnnotation> points(ImageId imageId) {
        return annotations.points(List.of(imageId)).getOrDefault(imageId, List.of());
    }

    /**
     * Deletes a box.
     *
     * @throws NotFoundException when there is no such box
     */
    public void deleteBox(AnnotationId id) {
        if (!annotations.deleteBox(id)) {
            throw new NotFoundException("Annotation not found", id);
        }
    }

    /**
     * Deletes a point.
     *
     * @throws NotFoundException when there is no such point
     */
    public void deletePoint(AnnotationId id) {
        if (!annotations.deletePoint(id)) {
            throw new NotFoundException("Point annotation not found", id);
        }
    }

    private ImageRecord image(ImageId id) {
        return images.find(id).orElseThrow(() -> new NotFoundException("Image not found", id));
    }

    private static void checkInside(PixelBox box, ImageRecord image) {
        if (box.width() <= 0 || box.height() <= 0) {
            throw new InvalidInputException(
                    "bbox_width and bbox_height must be positive, but are " + box.width() + " and " + box.height());
        }
        if (box.x() < 0 || box.y() < 0) {
            throw new InvalidInputException(
                    "bbox_x and bbox_y must not be negative, but are " + box.x() + " and " + box.y());
        }
        // in long: the edge of a huge box must not wrap around into the image
        long right = (long) box.x() + box.width();
        long bottom = (long) box.y() + box.height();
        if (right > image.width() || bottom > image.height()) {
            throw new InvalidInputException("The box reaches to (" + right + ", " + bottom
                    + "), beyond the image's width and height, " + image.width() + " x " + image.height());
        }
    }
}
