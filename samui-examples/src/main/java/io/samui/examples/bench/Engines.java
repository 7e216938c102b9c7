package io.samui.examples.bench;

import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.InferenceProvider;
import io.samui.core.inference.InferenceSettings;
import io.samui.core.spi.ClassPath;
import io.samui.core.spi.ProviderConfig;
import io.samui.core.spi.Providers;
import java.util.Map;

/** Engines of whatever backends are on the class path, as somebody gets them who needs no jobs. */
final class Engines {

    private static final String BUNDLED = "onnx";

    private Engines() {}

    /** ONNX Runtime with the bundled model. */
    static InferenceEngine bundled() {
        return of(BUNDLED, Map.of());
    }

    /**
     * An engine of that backend.
     *
     * @param settings keys without {@code samui.inference.}, such as {@code model}
     * @throws io.samui.core.ConfigurationException when the backend is not on the class path, naming the artifact that brings it
     */
    static InferenceEngine of(String provider, Map<String, String> settings) {
        return new Providers<>(
                        "inference", ClassPath.providers(InferenceProvider.class, Engines.class.getClassLoader()))
                .choose(provider)
                .create(new ProviderConfig(provider, null, InferenceSettings.PREFIX, settings, Map.of()));
    }
}
