package io.samui.core.image;

import java.util.Arrays;

/**
 * How stored pixels must be turned to be upright: the EXIF orientation (tag 0x0112), whose values say where the stored first row
 * and column belong.
 */
enum Orientation {
    UPRIGHT(1),
    MIRRORED(2),
    UPSIDE_DOWN(3),
    FLIPPED(4),
    TRANSPOSED(5),
    TURN_RIGHT(6),
    TRANSVERSED(7),
    TURN_LEFT(8);

    private final int exif;

    Orientation(int exif) {
        this.exif = exif;
    }

    /** Of the EXIF value; anything but 1 to 8 is upright. */
    static Orientation ofExif(int value) {
        return Arrays.stream(values())
                .filter(orientation -> orientation.exif == value)
                .findFirst()
                .orElse(UPRIGHT);
    }

    /** Whether width and height change places. */
    boolean swapsSides() {
        return exif >= 5;
    }

    /**
     * Turns pixels upright.
     *
     * @param rgb three bytes per pixel, as stored; given back itself when there is nothing to turn
     */
    byte[] apply(byte[] rgb, int width, int height) {
        if (this == UPRIGHT) {
            return rgb;
        }
        byte[] upright = new byte[rgb.length];
        int uprightWidth = swapsSides() ? height : width;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int to = 3 * (uprightY(x, y, width, height) * uprightWidth + uprightX(x, y, width, height));
                int from = 3 * (y * width + x);
                upright[to] = rgb[from];
                upright[to + 1] = rgb[from + 1];
                upright[to + 2] = rgb[from + 2];
            }
        }
        return upright;
    }

    private int uprightX(int x, int y, int width, int height) {
        return switch (this) {
            case UPRIGHT, FLIPPED -> x;
            case MIRRORED, UPSIDE_DOWN -> width - 1 - x;
            case TRANSPOSED, TURN_LEFT -> y;
            case TURN_RIGHT, TRANSVERSED -> height - 1 - y;
        };
    }

    private int uprightY(int x, int y, int width, int height) {
        return switch (this) {
            case UPRIGHT, MIRRORED -> y;
            case UPSIDE_DOWN, FLIPPED -> height - 1 - y;
            case TRANSPOSED, TURN_RIGHT -> x;
            case TRANSVERSED, TURN_LEFT -> width - 1 - x;
        };
    }
}
