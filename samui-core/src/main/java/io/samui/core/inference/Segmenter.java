package io.samui.core.inference;

import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.Box;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
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
        ModelAccess model = new ModelAccess(engines.get(), calls, Cancellation.none());
        EmbeddingSource.Leased leased = embeddings.lease(sha256(photo), photo, model);
        Segmentation segmentation;
        try (ImageEmbedding embedding = leased.embedding()) {
            segmentation = model.decode(embedding, prompt, options).value();
        }
        return segmentation.instances().stream()
                .map(instance -> new Found(instance.mask().toMask(options), instance.score(), instance.box()))
                .toList();
    }

    private static String sha256(BlobSource photo) {
        try {
            return Sha256.of(photo);
        } catch (IOException e) {
            throw new UncheckedIOException("The photo could not be read", e);
        }
    }
}
