package io.samui.core.image;

/**
 * Upright pixels, 8 bits per channel, three interleaved channels in the order R, G, B, row by row without gaps. Possibly
 * scaled down while reading; {@link #sourceWidth()} and {@link #sourceHeight()} are the size of the upright image, in whose
 * pixels all coordinates are given.
 *
 * <p>Immutable by agreement: the array is neither copied nor to be changed after construction.
 *
 * @param width        columns present
 * @param height       rows present
 * @param sourceWidth  columns of the upright image
 * @param sourceHeight rows of the upright image
 * @param pixels       3 x width x height bytes
 */
@SuppressWarnings("ArrayRecordComponent")
public record RgbImage(int width, int height, int sourceWidth, int sourceHeight, byte[] pixels) {

    public RgbImage {
        if (width < 1 || height < 1 || pixels.length != 3L * width * height) {
            throw new IllegalArgumentException(
                    width + " x " + height + " pixels take " + 3L * width * height + " bytes, not " + pixels.length);
        }
        if (sourceWidth < 1 || sourceHeight < 1) {
            throw new IllegalArgumentException(
                    "An image has at least one pixel, but is " + sourceWidth + " x " + sourceHeight);
        }
    }

    /** An image at full size. */
    public static RgbImage of(int width, int height, byte[] pixels) {
        return new RgbImage(width, height, width, height, pixels);
    }
}
