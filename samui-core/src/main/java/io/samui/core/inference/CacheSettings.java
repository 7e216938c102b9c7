package io.samui.core.inference;

import io.samui.core.spi.DataSize;
import org.jspecify.annotations.Nullable;

/**
 * The keys {@code samui.cache.*}.
 *
 * @param embeddings bytes of embeddings kept in memory, 512MB by default; never more than half of the memory that direct buffers
 *                   may take
 */
public record CacheSettings(@Nullable DataSize embeddings) {

    public static final String PREFIX = "samui.cache.";

    private static final DataSize DEFAULT = DataSize.ofMegabytes(512);

    /**
     * The bytes to keep.
     *
     * @param directMemoryLimit bytes that direct buffers may take in this JVM
     */
    public long embeddingBytes(long directMemoryLimit) {
        DataSize wanted = embeddings == null ? DEFAULT : embeddings;
        return Math.min(wanted.bytes(), directMemoryLimit / 2);
    }
}
