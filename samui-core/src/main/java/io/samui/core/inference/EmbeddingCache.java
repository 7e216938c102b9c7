package io.samui.core.inference;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Embeddings by what they were made from, least recently used ones first to go. Callers get leases: eviction drops the cache's
 * own reference only, and the memory goes when the last lease is closed. Requests for one key that come together make it once.
 * Thread-safe.
 */
public final class EmbeddingCache implements AutoCloseable {

    /** What an embedding depends on; never an id, so equal images share one. */
    public record Key(String imageDigest, String modelDigest, String preprocessingVersion) {}

    /**
     * How the cache fares.
     *
     * @param heldBytes bytes it holds; leases of evicted embeddings do not count
     * @param capacity  the most it may hold, bytes
     * @param entries   embeddings it holds
     * @param hits      leases that found their embedding
     * @param misses    leases that had it made
     */
    public record Status(long heldBytes, long capacity, int entries, long hits, long misses) {}

    private final long capacity;
    private final Map<Key, ImageEmbedding> cached = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Key, CompletableFuture<Void>> making = new HashMap<>();
    private long held;
    private long hits;
    private long misses;
    private boolean closed;

    /**
     * @param capacity bytes; 0 caches nothing
     */
    public EmbeddingCache(long capacity) {
        this.capacity = capacity;
    }

    /**
     * A lease of the embedding, made by {@code make} when it is not there. The caller closes it.
     *
     * @param make returns an embedding with one reference, which becomes its caller's lease; the cache takes one of its own
     */
    public ImageEmbedding lease(Key key, Supplier<ImageEmbedding> make) {
        while (true) {
            CompletableFuture<Void> mine = new CompletableFuture<>();
            CompletableFuture<Void> others;
            synchronized (this) {
                ImageEmbedding found = cached.get(key);
                if (found != null) {
                    hits++;
                    return found.retain();
                }
                others = making.putIfAbsent(key, mine);
                if (others == null) {
                    misses++;
                }
            }
            if (others == null) {
                return makeAndKeep(key, make, mine);
            }
            others.join(); // then it is there, or it is this caller's turn to make it
        }
    }

    /** Bytes held by the cache itself; leases of evicted embeddings do not count. */
    public synchronized long heldBytes() {
        return held;
    }

    /** What it holds and how it did so far. */
    public synchronized Status status() {
        return new Status(held, capacity, cached.size(), hits, misses);
    }

    /** Drops all; leases stay usable. */
    @Override
    public synchronized void close() {
        closed = true;
        cached.values().forEach(ImageEmbedding::close);
        cached.clear();
        held = 0;
    }

    private ImageEmbedding makeAndKeep(Key key, Supplier<ImageEmbedding> make, CompletableFuture<Void> mine) {
        try {
            ImageEmbedding made = make.get();
            synchronized (this) {
                keep(key, made);
            }
            return made;
        } finally {
            synchronized (this) {
                making.remove(key);
            }
            mine.complete(null);
        }
    }

    /** The maker's reference becomes its lease; the cache takes one of its own. */
    private void keep(Key key, ImageEmbedding made) {
        long size = made.sizeInBytes();
        if (closed || size > capacity) {
            return;
        }
        Iterator<ImageEmbedding> eldest = cached.values().iterator();
        while (held + size > capacity && eldest.hasNext()) {
            ImageEmbedding evicted = eldest.next();
            eldest.remove();
            held -= evicted.sizeInBytes();
            evicted.close();
        }
        cached.put(key, made.retain());
        held += size;
    }
}
