package io.samui.core.annotation;

import io.samui.core.InvalidInputException;
import io.samui.core.image.ImageRecord;
import io.samui.core.mask.PixelBox;

/** What lies inside an image, and what to say of what does not. */
public final class InsideImage {

    private InsideImage() {}

    /**
     * @throws InvalidInputException for a point that is not on one of the image's pixels
     */
    public static void require(int x, int y, ImageRecord image) {
        if (x < 0 || y < 0 || x >= image.width() || y >= image.height()) {
            throw new InvalidInputException("The point (" + x + ", " + y + ") lies outside the image: x must be 0 to "
                    + (image.width() - 1) + " and y 0 to " + (image.height() - 1));
        }
    }

    /**
     * @throws InvalidInputException for a box that is empty or reaches beyond the image
     */
    public static void require(PixelBox box, ImageRecord image) {
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
