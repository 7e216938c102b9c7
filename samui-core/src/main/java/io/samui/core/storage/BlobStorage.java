package io.samui.core.storage;

import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Bytes under keys. Thread-safe. Every method but {@link #close} throws {@link BlobStorageException} when the store cannot be
 * reached or refuses.
 */
public interface BlobStorage extends AutoCloseable {

    /**
     * Stores a blob, replacing one of that key. Atomic: a reader sees all of the old or all of the new, never a part; a put that
     * fails leaves what was there. Durable when it returns: it survives the machine's sudden death as far as the medium does.
     * A source that gives fewer or more bytes than its size fails the put.
     */
    void put(BlobKey key, BlobSource source, String contentType);

    /** What is known of a blob; empty when there is none. */
    Optional<BlobInfo> find(BlobKey key);

    /**
     * Opens a blob; the caller closes the stream, which goes on giving the bytes it began with when the blob is replaced or
     * deleted meanwhile. Where it cannot, reading fails with IOException or {@link BlobStorageException}, and so it does where the
     * store breaks off or finds the blob damaged: a stream that ends has given all bytes.
     *
     * @throws BlobNotFoundException at the call when there is none
     */
    InputStream open(BlobKey key);

    /**
     * Opens {@code length} bytes from {@code offset}; fewer where the blob ends earlier, none where it begins beyond the end.
     *
     * @throws BlobNotFoundException at the call when there is none
     * @throws IllegalArgumentException when offset or length is negative
     */
    InputStream open(BlobKey key, long offset, long length);

    /** Deletes a blob; a no-op when there is none. */
    void delete(BlobKey key);

    /**
     * All blobs whose key begins with {@code prefix} (characters, not segments; empty for all), sorted by key. Lazy, to be
     * closed; blobs that come or go meanwhile may or may not be seen, the others are seen exactly once.
     */
    Stream<BlobInfo> list(String prefix);

    /** Releases connections and threads; streams that are open may fail. Closing twice is a no-op. */
    @Override
    void close();
}
