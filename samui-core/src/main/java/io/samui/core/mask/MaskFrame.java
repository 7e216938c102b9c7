package io.samui.core.mask;

/**
 * How a model's grid of logits lies over the image. The model saw a frame of {@code frameWidth x frameHeight} pixels, of which
 * the image, resized to {@code usedWidth x usedHeight}, fills the top left part; the rest is padding. A model that squashes the
 * image uses the whole frame.
 */
public record MaskFrame(
        int frameWidth, int frameHeight, int usedWidth, int usedHeight, int imageWidth, int imageHeight) {

    public MaskFrame {
        if (usedWidth < 1 || usedHeight < 1 || usedWidth > frameWidth || usedHeight > frameHeight) {
            throw new IllegalArgumentException("The used part " + usedWidth + " x " + usedHeight
                    + " must lie in the frame " + frameWidth + " x " + frameHeight);
        }
        if (imageWidth < 1 || imageHeight < 1) {
            throw new IllegalArgumentException("An image has at least one pixel");
        }
    }
}
