package io.samui.core.image;

import java.util.Arrays;

/**
 * Resizes pixels with a triangle filter whose support grows with the reduction: bilinear when enlarging, antialiased when
 * reducing. Two passes, horizontal first, each rounded to 8 bits, with the fixed-point weights of Pillow's {@code
 * Image.resize(size, BILINEAR)} ({@code Resample.c}), so that models see what their reference preprocessing gave them.
 */
public final class Resampler {

    private Resampler() {}

    /** Resizes an image; the same image where the size is its own. */
    public static RgbImage resize(RgbImage image, int width, int height) {
        if (image.width() == width && image.height() == height) {
            return image;
        }
        byte[] resized = resize(Pixels.ofRgb(image.pixels(), image.width(), image.height()), width, height);
        return new RgbImage(width, height, image.sourceWidth(), image.sourceHeight(), resized);
    }

    /** Three bytes per pixel, row by row. */
    static byte[] resize(Pixels pixels, int width, int height) {
        if (Reducer.takes(pixels.width(), width) && Reducer.takes(pixels.height(), height)) {
            return Reducer.reduce(pixels, width, height);
        }
        Pixels narrow =
                pixels.width() == width ? pixels : Pixels.ofRgb(horizontal(pixels, width), width, pixels.height());
        return pixels.height() == height ? narrow.toRgb() : vertical(narrow, height);
    }

    private static byte[] horizontal(Pixels pixels, int width) {
        ResampleWeights weights = ResampleWeights.of(pixels.width(), width);
        byte[] out = new byte[3 * width * pixels.height()];
        for (int y = 0; y < pixels.height(); y++) {
            horizontalRow(pixels, pixels.offset() + y * pixels.rowStride(), weights, out, 3 * width * y);
        }
        return out;
    }

    private static void horizontalRow(Pixels pixels, int row, ResampleWeights weights, byte[] out, int to) {
        byte[] data = pixels.data();
        int stride = pixels.pixelStride();
        int toGreen = pixels.green() - pixels.red();
        int toBlue = pixels.blue() - pixels.red();
        int base = row + pixels.red();
        int[] first = weights.first();
        int[] count = weights.count();
        int[] values = weights.values();
        int most = weights.most();
        for (int x = 0; x < first.length; x++) {
            int r = ResampleWeights.HALF;
            int g = ResampleWeights.HALF;
            int b = ResampleWeights.HALF;
            int from = base + first[x] * stride;
            int end = x * most + count[x];
            for (int k = x * most; k < end; k++, from += stride) {
                int weight = values[k];
                r += weight * (data[from] & 0xFF);
                g += weight * (data[from + toGreen] & 0xFF);
                b += weight * (data[from + toBlue] & 0xFF);
            }
            out[to++] = (byte) (r >> ResampleWeights.BITS);
            out[to++] = (byte) (g >> ResampleWeights.BITS);
            out[to++] = (byte) (b >> ResampleWeights.BITS);
        }
    }

    private static byte[] vertical(Pixels pixels, int height) {
        ResampleWeights weights = ResampleWeights.of(pixels.height(), height);
        byte[] rgb = pixels.toRgb();
        int length = 3 * pixels.width();
        byte[] out = new byte[length * height];
        int[] sums = new int[length];
        for (int y = 0; y < height; y++) {
            Arrays.fill(sums, ResampleWeights.HALF);
            for (int k = 0; k < weights.count()[y]; k++) {
                addRow(rgb, (weights.first()[y] + k) * length, weights.values()[y * weights.most() + k], sums);
            }
            int to = y * length;
            for (int i = 0; i < length; i++) {
                out[to + i] = (byte) (sums[i] >> ResampleWeights.BITS);
            }
        }
        return out;
    }

    private static void addRow(byte[] rgb, int from, int weight, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += weight * (rgb[from + i] & 0xFF);
        }
    }
}
