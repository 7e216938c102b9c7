package io.samui.core.job;

import io.samui.core.image.ImageReader;
import io.samui.core.image.ImageRecord;
import io.samui.core.image.RgbImage;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.EmbeddingCache;
import io.samui.core.inference.EngineInfo;
import io.samui.core.inference.ImageEmbedding;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.InferenceLane;
import io.samui.core.inference.PreparedImage;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorage;
import java.io.InputStream;

/**
 * Gets the embedding of an image: from the cache, else by reading, decoding and preparing the photo on the caller's thread and
 * encoding it on the lane. A cached embedding does not even open the photo.
 */
final class Embeddings {

    /** A lease, and where the time went. */
    record Leased(ImageEmbedding embedding, Stopwatch.Lap read, Stopwatch.Lap encode) {}

    private final BlobStorage blobs;
    private final ImageReader reader;
    private final EmbeddingCache cache;
    private final InferenceLane lane;

    Embeddings(BlobStorage blobs, ImageReader reader, EmbeddingCache cache, InferenceLane lane) {
        this.blobs = blobs;
        this.reader = reader;
        this.cache = cache;
        this.lane = lane;
    }

    /** The caller closes the embedding. */
    Leased lease(ImageRecord image, InferenceEngine engine, Cancellation cancellation) {
        EngineInfo info = engine.info();
        Laps laps = new Laps();
        ImageEmbedding embedding = cache.lease(
                new EmbeddingCache.Key(image.sha256(), info.modelDigest(), info.preprocessingVersion()), () -> {
                    Stopwatch watch = new Stopwatch();
                    try (PreparedImage prepared = prepare(image, engine)) {
                        laps.read = watch.lap();
                        ImageEmbedding made = lane.call(session -> session.encode(prepared, cancellation));
                        laps.encode = watch.lap();
                        return made;
                    }
                });
        return new Leased(embedding, laps.read, laps.encode);
    }

    private PreparedImage prepare(ImageRecord image, InferenceEngine engine) {
        RgbImage pixels = reader.read(source(image), engine::frameFor);
        return engine.prepare(pixels);
    }

    private BlobSource source(ImageRecord image) {
        return new BlobSource() {
            @Override
            public long size() {
                return image.sizeInBytes();
            }

            @Override
            public InputStream open() {
                return blobs.open(image.blobKey());
            }
        };
    }

    /** Stays as it is on a cache hit. */
    private static final class Laps {
        private Stopwatch.Lap read = Stopwatch.Lap.NONE;
        private Stopwatch.Lap encode = Stopwatch.Lap.NONE;
    }
}
