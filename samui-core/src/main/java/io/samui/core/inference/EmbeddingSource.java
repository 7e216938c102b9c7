package io.samui.core.inference;

import io.samui.core.image.ImageReader;
import io.samui.core.image.RgbImage;
import io.samui.core.storage.BlobSource;
import java.time.Duration;

/**
 * Gets the embedding of a photo: from the cache, else by reading, decoding and preparing the photo on the caller's thread and
 * encoding it on the lane. A cached embedding does not even open the photo. Thread-safe.
 */
public final class EmbeddingSource {

    /**
     * A lease, and where the time went.
     *
     * @param read   reading, decoding, preparing; zero when it was cached
     * @param encode the encoder's run; zero when it was cached
     */
    public record Leased(ImageEmbedding embedding, Duration read, Duration encode) {}

    private final ImageReader reader;
    private final EmbeddingCache cache;

    public EmbeddingSource(ImageReader reader, EmbeddingCache cache) {
        this.reader = reader;
        this.cache = cache;
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
            RgbImage pixels = reader.read(photo, engine::frameFor);
            try (PreparedImage prepared = engine.prepare(pixels)) {
                laps.read = watch.lap();
                ModelAccess.Run<ImageEmbedding> made = model.encode(prepared);
                laps.encode = made.took();
                return made.value();
            }
        });
        return new Leased(embedding, laps.read, laps.encode);
    }

    /** Stays as it is on a cache hit. */
    private static final class Laps {
        private Duration read = Duration.ZERO;
        private Duration encode = Duration.ZERO;
    }
}
