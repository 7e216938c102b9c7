package io.samui.core.mask;

/**
 * A box of whole pixels: columns x to x + width - 1, rows y to y + height - 1. The box of an empty mask is all zeros.
 */
public record PixelBox(int x, int y, int width, int height) {

    public static final PixelBox EMPTY = new PixelBox(0, 0, 0, 0);

    public Box toBox() {
        return new Box(x, y, width, height);
    }
}
