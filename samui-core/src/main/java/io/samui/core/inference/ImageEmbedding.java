package io.samui.core.inference;

/**
 * What the image encoder made of an image. Reference counted: it starts with one reference, {@link #retain()} adds one,
 * {@link #close()} drops one, and the memory goes with the last. It outlives sessions and unloading, and every session of its
 * engine can use it. Thread-safe.
 */
public interface ImageEmbedding extends AutoCloseable {

    /** Bytes of memory held, on and off the heap. */
    long sizeInBytes();

    /**
     * Adds a reference.
     *
     * @return this
     * @throws IllegalStateException when the last reference is gone
     */
    ImageEmbedding retain();

    /** Drops one reference. */
    @Override
    void close();
}
