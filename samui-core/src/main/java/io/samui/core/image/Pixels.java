package io.samui.core.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.util.Optional;

/**
 * Decoded pixels, 8 bits per channel, as they lie in memory: red of pixel (x, y) is {@code data[offset + y * rowStride + x *
 * pixelStride + red]}, and so on. No copy is made where a decoder's own buffer has that form.
 */
@SuppressWarnings("ArrayRecordComponent")
record Pixels(
        byte[] data, int width, int height, int offset, int rowStride, int pixelStride, int red, int green, int blue) {

    private static final int[] RGB = {0, 1, 2};

    static Pixels ofRgb(byte[] rgb, int width, int height) {
        return new Pixels(rgb, width, height, 0, 3 * width, 3, RGB[0], RGB[1], RGB[2]);
    }

    /** The pixels of a decoder's answer; alpha is dropped, profiles are not applied, as SAM's reference code does. */
    static Pixels of(BufferedImage image) {
        Raster raster = image.getRaster();
        if (isInterleavedBytes(image)) {
            ComponentSampleModel model = (ComponentSampleModel) raster.getSampleModel();
            int[] bands = model.getNumBands() >= 3 ? new int[] {0, 1, 2} : new int[] {0, 0, 0};
            int[] offsets = model.getBandOffsets();
            return new Pixels(
                    ((DataBufferByte) raster.getDataBuffer()).getData(),
                    image.getWidth(),
                    image.getHeight(),
                    raster.getDataBuffer().getOffset(),
                    model.getScanlineStride(),
                    model.getPixelStride(),
                    offsets[bands[0]],
                    offsets[bands[1]],
                    offsets[bands[2]]);
        }
        return ofRgb(converted(image), image.getWidth(), image.getHeight());
    }

    /** A decoder's raw samples, when they lie pixel by pixel, three bytes each or more; else empty. */
    static Optional<Pixels> ofInterleaved(Raster raster) {
        if (raster.getDataBuffer() instanceof DataBufferByte bytes
                && bytes.getNumBanks() == 1
                && raster.getNumBands() == 3
                && raster.getSampleModel() instanceof ComponentSampleModel model
                && raster.getParent() == null) {
            int[] offsets = model.getBandOffsets();
            return Optional.of(new Pixels(
                    bytes.getData(),
                    raster.getWidth(),
                    raster.getHeight(),
                    bytes.getOffset(),
                    model.getScanlineStride(),
                    model.getPixelStride(),
                    offsets[0],
                    offsets[1],
                    offsets[2]));
        }
        return Optional.empty();
    }

    /** Three bytes per pixel, row by row; the buffer itself where it has that form. */
    byte[] toRgb() {
        if (offset == 0 && pixelStride == 3 && rowStride == 3 * width && red == 0 && green == 1 && blue == 2) {
            return data;
        }
        byte[] rgb = new byte[3 * width * height];
        int to = 0;
        for (int y = 0; y < height; y++) {
            int from = offset + y * rowStride;
            for (int x = 0; x < width; x++, from += pixelStride) {
                rgb[to++] = data[from + red];
                rgb[to++] = data[from + green];
                rgb[to++] = data[from + blue];
            }
        }
        return rgb;
    }

    private static boolean isInterleavedBytes(BufferedImage image) {
        Raster raster = image.getRaster();
        ColorModel colours = image.getColorModel();
        return colours instanceof ComponentColorModel
                && raster.getDataBuffer() instanceof DataBufferByte bytes
                && bytes.getNumBanks() == 1
                && raster.getSampleModel() instanceof ComponentSampleModel
                && colours.getComponentSize(0) == 8
                && raster.getSampleModelTranslateX() == 0
                && raster.getSampleModelTranslateY() == 0
                && raster.getParent() == null;
    }

    private static byte[] converted(BufferedImage image) {
        return image.getColorModel() instanceof ComponentColorModel && isIntegral(image)
                ? fromSamples(image)
                : fromColours(image);
    }

    private static boolean isIntegral(BufferedImage image) {
        int type = image.getRaster().getTransferType();
        return type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT;
    }

    /** Takes samples as they are, scaled to 8 bits; a colour space would bend them (Java's grey is not sRGB's). */
    private static byte[] fromSamples(BufferedImage image) {
        Raster raster = image.getRaster();
        int width = image.getWidth();
        int bands = raster.getNumBands();
        int bits = image.getColorModel().getComponentSize(0);
        int colours = bands >= 3 ? 3 : 1;
        byte[] rgb = new byte[3 * width * image.getHeight()];
        int[] row = new int[width * bands];
        int to = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int from = 0; from < row.length; from += bands) {
                for (int channel = 0; channel < 3; channel++) {
                    rgb[to++] = to8Bits(row[from + Math.min(channel, colours - 1)], bits);
                }
            }
        }
        return rgb;
    }

    private static byte to8Bits(int sample, int bits) {
        return (byte) (bits >= 8 ? sample >>> (bits - 8) : sample * 255 / ((1 << bits) - 1));
    }

    /** Palettes and packed pixels go through their colour model. */
    private static byte[] fromColours(BufferedImage image) {
        int width = image.getWidth();
        byte[] rgb = new byte[3 * width * image.getHeight()];
        int[] row = new int[width];
        int to = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int colour : row) {
                rgb[to++] = (byte) (colour >>> 16);
                rgb[to++] = (byte) (colour >>> 8);
                rgb[to++] = (byte) colour;
            }
        }
        return rgb;
    }
}
