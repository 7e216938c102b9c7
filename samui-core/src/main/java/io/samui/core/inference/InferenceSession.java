package io.samui.core.inference;

/**
 * Runs the model. Used by one thread at a time, which need not always be the same; the core guarantees that. Several sessions of an
 * engine may be used at once.
 */
public interface InferenceSession extends AutoCloseable {

    /**
     * Runs the image encoder. The prepared image stays the caller's to close.
     *
     * @throws InferenceException       when the model fails; {@link InferenceException#kind()} tells how
     * @throws CancelledException       when the cancellation came first
     * @throws IllegalArgumentException when the image was prepared by another engine
     * @throws IllegalStateException    after {@link #close()}
     */
    ImageEmbedding encode(PreparedImage image, Cancellation cancellation);

    /**
     * Answers all prompts of one kind on one image.
     *
     * @return for a {@link Prompt.BoxPrompt} one instance per box, in order; for a {@link Prompt.PointPrompt} exactly one; for
     *     a {@link Prompt.ConceptPrompt} as many as there are, possibly none
     * @throws InferenceException       when the model fails, or lacks the prompt's mode
     * @throws CancelledException       when the cancellation came first
     * @throws IllegalArgumentException when the embedding was made by another engine, or is closed
     * @throws IllegalStateException    after {@link #close()}
     */
    Segmentation decode(ImageEmbedding embedding, Prompt prompt, DecodeOptions options, Cancellation cancellation);

    /** Ends the session; the weights stay loaded. Closing twice is a no-op. */
    @Override
    void close();
}
