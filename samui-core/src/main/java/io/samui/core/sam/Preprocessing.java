package io.samui.core.sam;

import io.samui.core.inference.ImageFrame;
import java.util.List;

/**
 * How an image becomes a model's input: resized, then {@code x' = (x * scale - mean) / std} per channel in the order R, G, B, then
 * padded with zeros.
 *
 * @param frame  the pixels of the model's input; a square unless images are squashed
 * @param resize how the image is fitted into the frame
 * @param mean   per channel, after scaling
 * @param std    per channel
 * @param pad    whether the frame is filled up to a square, right and bottom
 * @param layout order of the tensor's dimensions
 */
record Preprocessing(
        ImageFrame frame, Resize resize, double scale, List<Double> mean, List<Double> std, Pad pad, Layout layout) {

    /** SAM1's numbers: ImageNet's mean and deviation in 0..255 (facebookresearch/segment-anything, {@code build_sam.py}). */
    private static final List<Double> SAM1_MEAN = List.of(123.675, 116.28, 103.53);

    private static final List<Double> SAM1_STD = List.of(58.395, 57.12, 57.375);

    /** What SAM2 normalises with after scaling to 0..1 (facebookresearch/sam2, {@code SAM2Transforms}). */
    private static final List<Double> IMAGENET_MEAN = List.of(0.485, 0.456, 0.406);

    private static final List<Double> IMAGENET_STD = List.of(0.229, 0.224, 0.225);

    /** What SAM3 normalises with after scaling to 0..1. */
    private static final List<Double> HALF = List.of(0.5, 0.5, 0.5);

    private static final double TO_ONE = 1 / 255.0;

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
        CHW,
        HWC
    }

    Preprocessing {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (mean.size() != 3 || std.size() != 3 || std.contains(0.0)) {
            throw new IllegalArgumentException("preprocessing has three means and three deviations, none of them 0");
        }
        if (resize == Resize.LONGEST_SIDE && frame.width() != frame.height()) {
            throw new IllegalArgumentException("an image is fitted by its longest side into squares only");
        }
    }

    static Preprocessing sam1(int size) {
        return new Preprocessing(
                new ImageFrame(size, size), Resize.LONGEST_SIDE, 1, SAM1_MEAN, SAM1_STD, Pad.BOTTOM_RIGHT, Layout.NCHW);
    }

    static Preprocessing sam2(int size) {
        return squash(new ImageFrame(size, size), IMAGENET_MEAN, IMAGENET_STD);
    }

    static Preprocessing sam3(ImageFrame frame) {
        return squash(frame, HALF, HALF);
    }

    /** Pixels as they are: the graph normalises by itself. */
    static Preprocessing raw(ImageFrame frame, Resize resize, double scale, Layout layout) {
        List<Double> zeros = List.of(0.0, 0.0, 0.0);
        List<Double> ones = List.of(1.0, 1.0, 1.0);
        return new Preprocessing(frame, resize, scale, zeros, ones, Pad.NONE, layout);
    }

    private static Preprocessing squash(ImageFrame frame, List<Double> mean, List<Double> std) {
        return new Preprocessing(frame, Resize.SQUASH, TO_ONE, mean, std, Pad.NONE, Layout.NCHW);
    }

    Preprocessing withLayout(Layout other) {
        return new Preprocessing(frame, resize, scale, mean, std, pad, other);
    }

    /** The size of the resized image inside the frame. */
    ImageFrame used(int width, int height) {
        if (resize == Resize.SQUASH) {
            return frame;
        }
        double factor = (double) frame.width() / Math.max(width, height);
        return new ImageFrame(scaled(width, factor), scaled(height, factor));
    }

    private static int scaled(int side, double factor) {
        return Math.max(1, (int) Math.floor(side * factor + 0.5));
    }

    /** What image pixels in x are multiplied by to come into the frame. */
    double scaleX(int width, int height) {
        return (double) frame.width() / (resize == Resize.SQUASH ? width : Math.max(width, height));
    }

    /** What image pixels in y are multiplied by to come into the frame. */
    double scaleY(int width, int height) {
        return (double) frame.height() / (resize == Resize.SQUASH ? height : Math.max(width, height));
    }
}
