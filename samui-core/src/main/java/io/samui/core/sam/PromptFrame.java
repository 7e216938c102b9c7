package io.samui.core.sam;

import io.samui.core.inference.ImageFrame;
import io.samui.core.mask.Box;
import io.samui.core.mask.MaskFrame;

/**
 * How one image lies in a model's frame: brings prompts into it, and says how masks come out of it.
 *
 * @param image the size of the upright image
 */
record PromptFrame(ImageFrame image, Preprocessing preprocessing) {

    float x(double x) {
        return (float) (x * preprocessing.scaleX(image.width(), image.height()));
    }

    float y(double y) {
        return (float) (y * preprocessing.scaleY(image.width(), image.height()));
    }

    /** Left, top, right and bottom in the frame. */
    float[] corners(Box box) {
        return new float[] {x(box.x()), y(box.y()), x(box.x() + box.width()), y(box.y() + box.height())};
    }

    /** The part of the frame that the image fills. */
    ImageFrame used() {
        return preprocessing.used(image.width(), image.height());
    }

    /** For masks that cover the frame, padding included. */
    MaskFrame masksOfFrame(int gridWidth, int gridHeight) {
        if (preprocessing.resize() == Preprocessing.Resize.SQUASH) {
            return masksOfImage(gridWidth, gridHeight);
        }
        ImageFrame used = used();
        ImageFrame frame = preprocessing.frame();
        return new MaskFrame(frame.width(), frame.height(), used.width(), used.height(), image.width(), image.height());
    }

    /** For masks that cover the image and nothing else. */
    MaskFrame masksOfImage(int gridWidth, int gridHeight) {
        return new MaskFrame(gridWidth, gridHeight, gridWidth, gridHeight, image.width(), image.height());
    }
}
