package io.samui.core.annotation;

import io.samui.core.ConflictException;
import io.samui.core.IdGenerator;
import io.samui.core.InvalidInputException;
import io.samui.core.NotFoundException;
import io.samui.core.image.ImageCatalogue;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageRecord;
import io.samui.core.mask.PixelBox;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;

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
        return addBox(new AnnotationId(ids.next()), imageId, box, type).annotation();
    }

    /**
     * Adds a box under an id of the caller's choice. Doing so again changes nothing.
     *
     * @throws NotFoundException     when there is no such image
     * @throws InvalidInputException when the box is empty or not inside the image
     * @throws ConflictException     when another box has the id
     */
    public Added<BoxAnnotation> addBox(AnnotationId id, ImageId imageId, PixelBox box, PromptType type) {
        BoxAnnotation wanted = new BoxAnnotation(id, 0, imageId, box, type, clock.instant());
        InsideImage.require(box, image(imageId));
        Added<BoxAnnotation> added = annotations.insertBox(wanted);
        if (!added.annotation().sameContent(wanted)) {
            throw taken("box", id);
        }
        return added;
    }

    /**
     * Adds a point.
     *
     * @throws NotFoundException     when there is no such image
     * @throws InvalidInputException when the point is not inside the image
     */
    public PointAnnotation addPoint(ImageId imageId, int x, int y, boolean positive) {
        return addPoint(new AnnotationId(ids.next()), imageId, x, y, positive).annotation();
    }

    /**
     * Adds a point under an id of the caller's choice. Doing so again changes nothing.
     *
     * @throws NotFoundException     when there is no such image
     * @throws InvalidInputException when the point is not inside the image
     * @throws ConflictException     when another point has the id
     */
    public Added<PointAnnotation> addPoint(AnnotationId id, ImageId imageId, int x, int y, boolean positive) {
        PointAnnotation wanted = new PointAnnotation(id, 0, imageId, x, y, positive, clock.instant());
        InsideImage.require(x, y, image(imageId));
        Added<PointAnnotation> added = annotations.insertPoint(wanted);
        if (!added.annotation().sameContent(wanted)) {
            throw taken("point", id);
        }
        return added;
    }

    /**
     * Draws a box anew, or gives it another type.
     *
     * @param change from the box as it is to the box as it shall be; only geometry and type count
     * @throws NotFoundException     when there is no such box
     * @throws InvalidInputException when the new box is empty or not inside the image
     */
    public BoxAnnotation updateBox(AnnotationId id, UnaryOperator<BoxAnnotation> change) {
        return annotations
                .updateBox(id, before -> {
                    BoxAnnotation after = change.apply(before);
                    InsideImage.require(after.box(), image(before.imageId()));
                    return after;
                })
                .orElseThrow(() -> noBox(id));
    }

    /**
     * Sets a point anew, or makes it positive or negative.
     *
     * @param change from the point as it is to the point as it shall be; only place and sign count
     * @throws NotFoundException     when there is no such point
     * @throws InvalidInputException when the new point is not inside the image
     */
    public PointAnnotation updatePoint(AnnotationId id, UnaryOperator<PointAnnotation> change) {
        return annotations
                .updatePoint(id, before -> {
                    PointAnnotation after = change.apply(before);
                    InsideImage.require(after.x(), after.y(), image(before.imageId()));
                    return after;
                })
                .orElseThrow(() -> noPoint(id));
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
            throw noBox(id);
        }
    }

    /**
     * Deletes a point.
     *
     * @throws NotFoundException when there is no such point
     */
    public void deletePoint(AnnotationId id) {
        if (!annotations.deletePoint(id)) {
            throw noPoint(id);
        }
    }

    private ImageRecord image(ImageId id) {
        return images.find(id).orElseThrow(() -> new NotFoundException("Image not found", id));
    }

    private static NotFoundException noBox(AnnotationId id) {
        return new NotFoundException("Annotation not found", id);
    }

    private static NotFoundException noPoint(AnnotationId id) {
        return new NotFoundException("Point annotation not found", id);
    }

    private static ConflictException taken(String kind, AnnotationId id) {
        return new ConflictException("Another " + kind + " has the id " + id
                + " already, and it is left as it is: choose a new id, or change that " + kind + " itself");
    }
}
