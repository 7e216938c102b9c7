package io.samui.core.sam;

import io.samui.core.inference.Cancellation;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.ImageEmbedding;
import io.samui.core.inference.InferenceSession;
import io.samui.core.inference.PreparedImage;
import io.samui.core.inference.Prompt;
import io.samui.core.inference.Segmentation;
import java.util.Map;

/** A session of a {@link SamEngine}. Sessions share the engine's graphs, so they take turns. */
final class SamSession implements InferenceSession {

    private final SamEngine engine;
    private final SamModel model;
    private final Map<String, TensorGraph> graphs;
    private final Object turn;
    private boolean closed;

    /**
     * @param turn what sessions of one engine lock while they run
     */
    SamSession(SamEngine engine, SamModel model, Map<String, TensorGraph> graphs, Object turn) {
        this.engine = engine;
        this.model = model;
        this.graphs = graphs;
        this.turn = turn;
    }

    @Override
    public ImageEmbedding encode(PreparedImage image, Cancellation cancellation) {
        requireOpen();
        if (!(image instanceof SamPreparedImage prepared) || !prepared.isOf(engine)) {
            throw new IllegalArgumentException("The image was prepared by another engine");
        }
        cancellation.throwIfCancelled();
        synchronized (turn) {
            return new SamEmbedding(engine, model.encode(graphs, prepared.tensors(), cancellation), prepared.image());
        }
    }

    @Override
    public Segmentation decode(
            ImageEmbedding embedding, Prompt prompt, DecodeOptions options, Cancellation cancellation) {
        requireOpen();
        if (!(embedding instanceof SamEmbedding own) || !own.isOf(engine)) {
            throw new IllegalArgumentException("The embedding was made by another engine");
        }
        cancellation.throwIfCancelled();
        if (!own.tryRetain()) {
            throw new IllegalArgumentException("The embedding is closed");
        }
        try {
            synchronized (turn) {
                return model.decode(graphs, own.features(), own.image(), prompt, options, cancellation);
            }
        } finally {
            own.close();
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            engine.sessionClosed();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The session is closed");
        }
    }
}
