package io.samui.core.sam;

import io.samui.core.inference.ImageFrame;
import io.samui.core.inference.PreparedImage;
import java.util.List;

/** What an engine's encoders take. */
final class SamPreparedImage implements PreparedImage {

    private final SamEngine engine;
    private final List<Tensor> tensors;
    private final ImageFrame image;

    /**
     * @param image the size of the upright image
     */
    SamPreparedImage(SamEngine engine, List<Tensor> tensors, ImageFrame image) {
        this.engine = engine;
        this.tensors = List.copyOf(tensors);
        this.image = image;
    }

    boolean isOf(SamEngine other) {
        return engine == other;
    }

    List<Tensor> tensors() {
        return tensors;
    }

    ImageFrame image() {
        return image;
    }

    @Override
    public long sizeInBytes() {
        return tensors.stream().mapToLong(Tensor::sizeInBytes).sum();
    }

    @Override
    public void close() {
        tensors.forEach(Tensor::close);
    }
}
