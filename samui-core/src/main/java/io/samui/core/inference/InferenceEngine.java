package io.samui.core.inference;

import io.samui.core.image.RgbImage;

/**
 * One model on one device. Thread-safe. The weights belong to the engine: the first {@link #open()} loads them, all sessions
 * share them, {@link #unload()} releases them, and the next {@code open()} loads them again.
 */
public interface InferenceEngine extends AutoCloseable {

    /** What this engine is; cheap after the first call, loads no weights. */
    EngineInfo info();

    /**
     * The pixels the model wants of an upright image of this size. A reader may scale an image down to this frame, but no
     * further, while decoding it; {@link #prepare} does what is left.
     */
    ImageFrame frameFor(int width, int height);

    /**
     * Brings an image into the form the model takes. CPU only, thread-safe, loads no weights. The image may be of full size
     * or already scaled to any size not below {@link #frameFor}.
     */
    PreparedImage prepare(RgbImage image);

    /**
     * Opens a session, loading the weights if need be (this may take seconds).
     *
     * @throws InferenceException when the model cannot be loaded
     * @throws IllegalStateException after {@link #close()}
     */
    InferenceSession open();

    /**
     * Releases the weights. Embeddings stay usable.
     *
     * @throws IllegalStateException while a session is open
     */
    void unload();

    /** Releases everything; closing twice is a no-op. Sessions are closed first, by whoever opened them. */
    @Override
    void close();
}
