package io.samui.core.inference;

import io.samui.core.image.RgbImage;
import io.samui.core.spi.ContextLoader;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An engine whose every call runs with its provider's class loader as context loader, whichever thread makes it: engines from a
 * plugin find their parts through it.
 */
public final class ContextLoadedEngine implements InferenceEngine {

    private final InferenceEngine engine;
    private final ClassLoader loader;

    public ContextLoadedEngine(InferenceEngine engine, ClassLoader loader) {
        this.engine = engine;
        this.loader = loader;
    }

    @Override
    public EngineInfo info() {
        return call(engine::info);
    }

    @Override
    public Optional<String> refusal(List<String> texts) {
        return call(() -> engine.refusal(texts));
    }

    @Override
    public ImageFrame frameFor(int width, int height) {
        return call(() -> engine.frameFor(width, height));
    }

    @Override
    public PreparedImage prepare(RgbImage image) {
        return call(() -> engine.prepare(image));
    }

    @Override
    public InferenceSession open() {
        return new Session(call(engine::open));
    }

    @Override
    public void unload() {
        run(engine::unload);
    }

    @Override
    public void close() {
        run(engine::close);
    }

    private <T> T call(Supplier<T> call) {
        return ContextLoader.call(loader, call);
    }

    private void run(Runnable call) {
        ContextLoader.call(loader, () -> {
            call.run();
            return Boolean.TRUE;
        });
    }

    private final class Session implements InferenceSession {

        private final InferenceSession session;

        private Session(InferenceSession session) {
            this.session = session;
        }

        @Override
        public ImageEmbedding encode(PreparedImage image, Cancellation cancellation) {
            return call(() -> session.encode(image, cancellation));
        }

        @Override
        public Segmentation decode(
                ImageEmbedding embedding, Prompt prompt, DecodeOptions options, Cancellation cancellation) {
            return call(() -> session.decode(embedding, prompt, options, cancellation));
        }

        @Override
        public void close() {
            run(session::close);
        }
    }
}
