package io.samui.core.inference;

/** A size in pixels. */
public record ImageFrame(int width, int height) {

    public ImageFrame {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("A frame has at least one pixel, but is " + width + " x " + height);
        }
    }
}
