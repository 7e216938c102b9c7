package io.samui.core.inference;

import io.samui.core.image.ImageReader;
import io.samui.core.image.RgbImage;
import io.samui.core.storage.BlobSource;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Gets the embedding of a photo: from the cache, else by reading, decoding and preparing the photo on the caller's thread and
 * encoding it on the lane. A cached embedding does not even open the photo. Thread-safe.
 */
public final class EmbeddingSource {

    /**
     * A lease, and where the time went.
     *
     * @param read   waiting for a turn, reading, decoding, preparing; zero when it was cached
     * @param encode the encoder's run; zero when it was cached
     */
    public record Leased(ImageEmbedding embedding, Duration read, Duration encode) {}

    private final ImageReader reader;
    private final EmbeddingCache cache;
    private final Semaphore preparing;

    public EmbeddingSource(ImageReader reader, EmbeddingCache cache) {
        this(reader, cache, Integer.MAX_VALUE);
    }

    private EmbeddingSource(ImageReader reader, EmbeddingCache cache, int preparing) {
        this.reader = reader;
        this.cache = cache;
        this.preparing = new Semaphore(preparing, true);
    }

    /**
     * Gets from the same cache, and reads, decodes and prepares no more than so many photos at a time, first come, first served.
     * Many callers with as many turns as there are cores keep the model busier than if all of them decoded at once: the first
     * photo is ready sooner, and the model runs while the next ones are decoded.
     */
    public EmbeddingSource inTurns(int photos) {
        return new EmbeddingSource(reader, cache, photos);
    }

    /**
     * The caller closes the embedding.
     *
     * @param digest of the photo's bytes
     * @param photo  opened only when the embedding is not cached
     */
    public Leased lease(String digest, BlobSource photo, ModelAccess model) {
        InferenceEngine engine = model.engine();
        EngineInfo info = engine.info();
        EmbeddingCache.Key key = new EmbeddingCache.Key(digest, info.modelDigest(), info.preprocessingVersion());
        Laps laps = new Laps();
        ImageEmbedding embedding = cache.lease(key, () -> {
            Stopwatch watch = new Stopwatch();
            try (PreparedImage prepared = prepare(photo, engine)) {
                laps.read = watch.lap();
                ModelAccess.Run<ImageEmbedding> made = model.encode(prepared);
                laps.encode = made.took();
                return made.value();
            }
        });
        return new Leased(embedding, laps.read, laps.encode);
    }

    private PreparedImage prepare(BlobSource photo, InferenceEngine engine) {
        preparing.acquireUninterruptibly(); // whoever has it gives it back soon: a turn waits for no other
        try {
            RgbImage pixels = reader.read(photo, engine::frameFor);
            return engine.prepare(pixels);
        } finally {
            preparing.release();
        }
    }

    /** Stays as it is on a cache hit. */
    private static final class Laps {
        private Duration read = Duration.ZERO;
        private Duration encode = Duration.ZERO;
    }
}
