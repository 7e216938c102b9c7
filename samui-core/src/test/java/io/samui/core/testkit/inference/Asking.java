package io.samui.core.testkit.inference;

import io.samui.core.image.ImageLimits;
import io.samui.core.image.ImageReader;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.ImageEmbedding;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.InferenceSession;
import io.samui.core.inference.PreparedImage;
import io.samui.core.inference.Prompt;
import io.samui.core.inference.Segmentation;
import io.samui.core.storage.BlobSource;

/** One picture, encoded once, that may be asked about often. Close it. */
public final class Asking implements AutoCloseable {

    private final InferenceSession session;
    private final ImageEmbedding embedding;

    public Asking(InferenceEngine engine, byte[] picture) {
        session = engine.open();
        try (PreparedImage prepared = engine.prepare(
                new ImageReader(ImageLimits.defaults()).read(BlobSource.of(picture), engine::frameFor))) {
            embedding = session.encode(prepared, Cancellation.none());
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    public Segmentation about(Prompt prompt) {
        return about(prompt, DecodeOptions.defaults());
    }

    public Segmentation about(Prompt prompt, DecodeOptions options) {
        return session.decode(embedding, prompt, options, Cancellation.none());
    }

    public ImageEmbedding embedding() {
        return embedding;
    }

    @Override
    public void close() {
        embedding.close();
        session.close();
    }
}
