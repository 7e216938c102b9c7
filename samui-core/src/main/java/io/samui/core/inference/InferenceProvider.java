package io.samui.core.inference;

import io.samui.core.spi.Provider;
import io.samui.core.spi.ProviderConfig;

/**
 * Entry of an inference backend, found by {@link java.util.ServiceLoader}. Its constructor and {@link #create} load no
 * natives and no weights, so that a class path with a broken backend still starts.
 */
public interface InferenceProvider extends Provider {

    /**
     * Makes an engine for the configured model.
     *
     * @throws io.samui.core.ConfigurationException when the configuration names no usable model or has unknown keys; the
     *     message says what to type
     */
    InferenceEngine create(ProviderConfig config);
}
