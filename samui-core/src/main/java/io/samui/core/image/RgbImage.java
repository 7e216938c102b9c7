package io.samui.core.image;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

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

    /** These pixels, not a copy of them, for whoever draws or writes pictures. */
    public BufferedImage toBufferedImage() {
        WritableRaster raster = Raster.createInterleavedRaster(
                new DataBufferByte(pixels, pixels.length), width, height, 3 * width, 3, new int[] {0, 1, 2}, null);
        ColorModel colours = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        return new BufferedImage(colours, raster, false, null);
    }

    /** An image at full size. */
    public static RgbImage of(int width, int height, byte[] pixels) {
        return new RgbImage(width, height, width, height, pixels);
    }
}
