package io.samui.core.sam;

import io.samui.core.image.Resampler;
import io.samui.core.image.RgbImage;
import io.samui.core.inference.ImageFrame;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Turns pixels into encoder inputs: resized, rounded to 8 bits, normalised by a table, written once into direct memory. */
final class ImageTensors {

    private ImageTensors() {}

    static Tensor of(RgbImage image, Preprocessing preprocessing, DType dtype) {
        ImageFrame used = preprocessing.used(image.sourceWidth(), image.sourceHeight());
        RgbImage resized = Resampler.resize(image, used.width(), used.height());
        return preprocessing.layout() == Preprocessing.Layout.HWC
                ? hwc(resized, preprocessing, dtype)
                : planes(resized, preprocessing, dtype);
    }

    private static Tensor hwc(RgbImage image, Preprocessing preprocessing, DType dtype) {
        Tensor tensor = Tensor.allocate(dtype, image.height(), image.width(), 3);
        if (dtype == DType.U8) {
            tensor.host().put(image.pixels());
            return tensor;
        }
        float[][] tables = tables(preprocessing);
        FloatBuffer out = tensor.host().asFloatBuffer();
        float[] row = new float[3 * image.width()];
        byte[] pixels = image.pixels();
        for (int y = 0; y < image.height(); y++) {
            int from = y * row.length;
            for (int i = 0; i < row.length; i++) {
                row[i] = tables[i % 3][pixels[from + i] & 0xFF];
            }
            out.put(row);
        }
        return tensor;
    }

    private static Tensor planes(RgbImage image, Preprocessing preprocessing, DType dtype) {
        boolean padded = preprocessing.pad() == Preprocessing.Pad.BOTTOM_RIGHT;
        int width = padded ? preprocessing.frame().width() : image.width();
        int height = padded ? preprocessing.frame().height() : image.height();
        long[] shape = preprocessing.layout() == Preprocessing.Layout.CHW
                ? new long[] {3, height, width}
                : new long[] {1, 3, height, width};
        Tensor tensor = Tensor.allocate(dtype, shape); // zeros: the padding is there
        if (dtype == DType.U8) {
            writeBytes(image, tensor.host(), width, height);
        } else {
            writeFloats(image, tables(preprocessing), tensor.host().asFloatBuffer(), width, height);
        }
        return tensor;
    }

    private static void writeFloats(RgbImage image, float[][] tables, FloatBuffer out, int width, int height) {
        byte[] pixels = image.pixels();
        float[] row = new float[image.width()];
        for (int channel = 0; channel < 3; channel++) {
            float[] table = tables[channel];
            for (int y = 0; y < image.height(); y++) {
                int from = 3 * y * row.length + channel;
                for (int x = 0; x < row.length; x++, from += 3) {
                    row[x] = table[pixels[from] & 0xFF];
                }
                out.put((channel * height + y) * width, row);
            }
        }
    }

    private static void writeBytes(RgbImage image, ByteBuffer out, int width, int height) {
        byte[] pixels = image.pixels();
        byte[] row = new byte[image.width()];
        for (int channel = 0; channel < 3; channel++) {
            for (int y = 0; y < image.height(); y++) {
                int from = 3 * y * row.length + channel;
                for (int x = 0; x < row.length; x++, from += 3) {
                    row[x] = pixels[from];
                }
                out.put((channel * height + y) * width, row);
            }
        }
    }

    /** What each of the 256 values of each channel becomes. */
    private static float[][] tables(Preprocessing preprocessing) {
        float[][] tables = new float[3][256];
        for (int channel = 0; channel < 3; channel++) {
            double mean = preprocessing.mean().get(channel);
            double std = preprocessing.std().get(channel);
            for (int value = 0; value < 256; value++) {
                tables[channel][value] = (float) ((value * preprocessing.scale() - mean) / std);
            }
        }
        return tables;
    }
}
