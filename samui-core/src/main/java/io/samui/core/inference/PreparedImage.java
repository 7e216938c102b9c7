package io.samui.core.inference;

/** An image in the form a model takes. Owned by whoever called {@link InferenceEngine#prepare}; closing twice is a no-op. */
public interface PreparedImage extends AutoCloseable {

    /** Bytes of memory held, on and off the heap. */
    long sizeInBytes();

    @Override
    void close();
}
