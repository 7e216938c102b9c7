package io.samui.core.sam;

import io.samui.core.inference.ImageFrame;
import java.util.List;

/**
 * How an image becomes a model's input: resized, then {@code x' = (x * scale - mean) / std} per channel in the order R, G, B, then
 * padded with zeros.
 *
 * @param size   side of the square frame, in pixels
 * @param resize how the image is fitted into the frame
 * @param mean   per channel, after scaling
 * @param std    per channel
 * @param pad    whether the frame is filled up to a square, right and bottom
 * @param layout order of the tensor's dimensions
 */
record Preprocessing(
        int size, Resize resize, double scale, List<Double> mean, List<Double> std, Pad pad, Layout layout) {

    /** SAM1's numbers: ImageNet's mean and deviation in 0..255 (facebookresearch/segment-anything, {@code build_sam.py}). */
    static final List<Double> SAM1_MEAN = List.of(123.675, 116.28, 103.53);

    static final List<Double> SAM1_STD = List.of(58.395, 57.12, 57.375);

    enum Resize {
        LONGEST_SIDE,
        SQUASH
    }

    enum Pad {
        BOTTOM_RIGHT,
        NONE
    }

    enum Layout {
        NCHW,
        HWC
    }

    Preprocessing {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (size < 1 || mean.size() != 3 || std.size() != 3 || std.contains(0.0)) {
            throw new IllegalArgumentException("preprocessing has a positive size, and three means and deviations");
        }
    }

    /** The size of the resized image inside the frame. */
    ImageFrame used(int width, int height) {
        if (resize == Resize.SQUASH) {
            return new ImageFrame(size, size);
        }
        double factor = (double) size / Math.max(width, height);
        return new ImageFrame(scaled(width, factor), scaled(height, factor));
    }

    private static int scaled(int side, double factor) {
        return Math.max(1, (int) Math.floor(side * factor + 0.5));
    }

    /** What image pixels in x are multiplied by to come into the frame. */
    double scaleX(int width, int height) {
        return resize == Resize.SQUASH ? (double) size / width : (double) size / Math.max(width, height);
    }

    /** What image pixels in y are multiplied by to come into the frame. */
    double scaleY(int width, int height) {
        return resize == Resize.SQUASH ? (double) size / height : (double) size / Math.max(width, height);
    }
}
