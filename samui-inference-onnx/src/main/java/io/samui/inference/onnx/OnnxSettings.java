package io.samui.inference.onnx;

import io.samui.core.ConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * The keys {@code samui.inference.onnx.*}.
 *
 * @param threads CPU threads of one run; 0 (the default) takes as many as the machine has physical cores
 */
public record OnnxSettings(@Nullable Integer threads) {

    public OnnxSettings {
        threads = threads == null ? 0 : threads;
        if (threads < 0) {
            throw new ConfigurationException(
                    "samui.inference.onnx.threads must be 0 (one per physical core) or more, but is " + threads);
        }
    }

    /** Everything as it is without configuration. */
    public static OnnxSettings defaults() {
        return new OnnxSettings(null);
    }

    int threadsOr(int requested) {
        return requested > 0 || threads == null ? requested : threads;
    }
}
