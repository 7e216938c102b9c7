package io.samui.core.inference;

import io.samui.core.image.RgbImage;
import java.util.List;
import java.util.Optional;

/**
 * One model on one device. Thread-safe. The weights belong to the engine: the first {@link #open()} loads them, all sessions
 * share them, {@link #unload()} releases them, and the next {@code open()} loads them again.
 */
public interface InferenceEngine extends AutoCloseable {

    /** What this engine is; cheap after the first call, loads no weights. */
    EngineInfo info();

    /**
     * Why the model cannot take these texts, as a sentence with the remedy; empty when it can. Loads no weights. For engines
     * whose {@link EngineInfo#promptKinds()} lack texts it may say why.
     */
    default Optional<String> refusal(List<String> texts) {
        return Optional.empty();
    }

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
