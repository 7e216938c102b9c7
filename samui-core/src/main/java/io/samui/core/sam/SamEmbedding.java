package io.samui.core.sam;

import io.samui.core.inference.ImageEmbedding;
import io.samui.core.inference.ImageFrame;
import java.util.Map;

/** What an encoder returned, counted by reference. */
final class SamEmbedding implements ImageEmbedding {

    private final SamEngine engine;
    private final Map<String, Tensor> features;
    private final ImageFrame image;
    private int references = 1;

    /**
     * @param image the size of the upright image
     */
    SamEmbedding(SamEngine engine, Map<String, Tensor> features, ImageFrame image) {
        this.engine = engine;
        this.features = features;
        this.image = image;
    }

    boolean isOf(SamEngine other) {
        return engine == other;
    }

    Map<String, Tensor> features() {
        return features;
    }

    ImageFrame image() {
        return image;
    }

    @Override
    public long sizeInBytes() {
        return features.values().stream().mapToLong(Tensor::sizeInBytes).sum();
    }

    @Override
    public ImageEmbedding retain() {
        if (!tryRetain()) {
            throw new IllegalStateException("The embedding is closed");
        }
        return this;
    }

    /** Adds a reference unless the last one is gone. */
    synchronized boolean tryRetain() {
        if (references == 0) {
            return false;
        }
        references++;
        return true;
    }

    @Override
    public synchronized void close() {
        if (references > 0 && --references == 0) {
            features.values().forEach(Tensor::close);
        }
    }
}
