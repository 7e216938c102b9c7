package io.samui.core.inference;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The configured engine, made when it is first asked for. Making it may fail because there is no usable model; the next caller
 * tries again, so a model that is put in place later is found without a restart. Thread-safe.
 */
public final class EngineHolder implements AutoCloseable {

    private final Supplier<InferenceEngine> factory;
    private @Nullable InferenceEngine engine;
    private boolean closed;

    public EngineHolder(Supplier<InferenceEngine> factory) {
        this.factory = factory;
    }

    /**
     * The engine, always the same one.
     *
     * @throws io.samui.core.ConfigurationException when there is no usable model; the message says what to do
     */
    public synchronized InferenceEngine get() {
        if (closed) {
            throw new IllegalStateException("The engine is closed");
        }
        InferenceEngine current = engine;
        if (current == null) {
            current = factory.get();
            engine = current;
        }
        return current;
    }

    /** Leaves the engine open for good: a run that does not end still uses it. */
    synchronized void abandon() {
        closed = true;
        engine = null;
    }

    /** Closes the engine if one was made. */
    @Override
    public synchronized void close() {
        closed = true;
        if (engine != null) {
            engine.close();
            engine = null;
        }
    }
}
