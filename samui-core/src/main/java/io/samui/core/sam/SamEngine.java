package io.samui.core.sam;

import io.samui.core.inference.InferenceEngine;
import io.samui.core.spi.ProviderConfig;
import org.jspecify.annotations.Nullable;

/** The engine of every backend that runs tensors. */
public final class SamEngine {

    private SamEngine() {}

    /**
     * Makes an engine for the configured model; loads no weights.
     *
     * @param bundled the model to take when the configuration names none; null where the backend carries none
     * @throws io.samui.core.ConfigurationException when there is no usable model; the message says what to type
     */
    public static InferenceEngine create(TensorRuntime runtime, ProviderConfig config, @Nullable BundledModel bundled) {
        throw new UnsupportedOperationException("not yet");
    }
}
