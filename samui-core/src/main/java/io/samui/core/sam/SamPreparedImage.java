package io.samui.core.sam;

import io.samui.core.inference.ImageFrame;
import io.samui.core.inference.PreparedImage;

/** An encoder's input. */
final class SamPreparedImage implements PreparedImage {

    private final SamEngine engine;
    private final Tensor tensor;
    private final ImageFrame image;

    /**
     * @param image the size of the upright image
     */
    SamPreparedImage(SamEngine engine, Tensor tensor, ImageFrame image) {
        this.engine = engine;
        this.tensor = tensor;
        this.image = image;
    }

    boolean isOf(SamEngine other) {
        return engine == other;
    }

    Tensor tensor() {
        return tensor;
    }

    ImageFrame image() {
        return image;
    }

    @Override
    public long sizeInBytes() {
        return tensor.elements() * tensor.dtype().bytes();
    }

    @Override
    public void close() {
        tensor.close();
    }
}
