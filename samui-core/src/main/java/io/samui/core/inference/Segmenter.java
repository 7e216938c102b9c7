package io.samui.core.inference;

import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.Box;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Photo and prompt in, masks out, at once: no job, nothing stored. A photo that was segmented before is not encoded again while
 * its embedding is cached. Thread-safe; callers take turns on the device.
 */
public final class Segmenter {

    /**
     * One instance.
     *
     * @param mask  of the upright photo's size
     * @param score the model's own estimate
     * @param box   the model's own box of a discovered instance; null in answers to boxes and points
     */
    public record Found(
            BinaryMask mask, double score, @Nullable Box box) {}

    /**
     * A photo whose bytes may not need to be read.
     *
     * @param sha256 of its bytes
     * @param bytes  opened only when its embedding is not cached
     */
    public record Photo(String sha256, BlobSource bytes) {}

    /**
     * What was found, and where the time went.
     *
     * @param read   waiting for a turn, reading, decoding, preparing the photo; zero when its embedding was cached
     * @param encode the encoder's run; zero when the embedding was cached
     * @param decode the decoder's run
     * @param masks  making masks of the photo's size
     */
    public record Answer(List<Found> found, Duration read, Duration encode, Duration decode, Duration masks) {

        public Answer {
            found = List.copyOf(found);
        }

        /** Whether the photo did not need to be read. */
        public boolean fromCache() {
            return read.isZero() && encode.isZero();
        }
    }

    private final EngineHolder engines;
    private final EmbeddingSource embeddings;
    private final ModelCalls calls;

    public Segmenter(EngineHolder engines, EmbeddingSource embeddings, ModelCalls calls) {
        this.engines = engines;
        this.embeddings = embeddings;
        this.calls = calls;
    }

    /** {@link #segment(BlobSource, Prompt, DecodeOptions)} with default options. */
    public List<Found> segment(BlobSource photo, Prompt prompt) {
        return segment(photo, prompt, DecodeOptions.defaults());
    }

    /**
     * Segments a photo.
     *
     * @param photo  the bytes of an image file
     * @param prompt in pixels of the upright photo
     * @return for boxes one per box in order, for points one, for a concept what was found
     * @throws io.samui.core.InvalidInputException  when the bytes are no image
     * @throws io.samui.core.ConfigurationException when there is no usable model
     * @throws InferenceException                   when the model fails
     */
    public List<Found> segment(BlobSource photo, Prompt prompt, DecodeOptions options) {
        return segment(new Photo(sha256(photo), photo), prompt, options, Cancellation.none())
                .found();
    }

    /**
     * As {@link #segment(BlobSource, Prompt, DecodeOptions)}, of a photo that is known by its digest.
     *
     * @throws CancelledException when it is cancelled, or the lane closes
     */
    public Answer segment(Photo photo, Prompt prompt, DecodeOptions options, Cancellation cancellation) {
        ModelAccess model = new ModelAccess(engines.get(), calls, cancellation);
        EmbeddingSource.Leased leased = embeddings.lease(photo.sha256(), photo.bytes(), model);
        ModelAccess.Run<Segmentation> decoded;
        try (ImageEmbedding embedding = leased.embedding()) {
            decoded = model.decode(embedding, prompt, options);
        }
        cancellation.throwIfCancelled();
        Stopwatch watch = new Stopwatch();
        List<Found> found = decoded.value().instances().stream()
                .map(instance -> new Found(instance.mask().toMask(options), instance.score(), instance.box()))
                .toList();
        return new Answer(found, leased.read(), leased.encode(), decoded.took(), watch.lap());
    }

    private static String sha256(BlobSource photo) {
        try {
            return Sha256.of(photo);
        } catch (IOException e) {
            throw new UncheckedIOException("The photo could not be read", e);
        }
    }
}
