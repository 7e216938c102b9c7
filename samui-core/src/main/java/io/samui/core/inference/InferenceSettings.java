package io.samui.core.inference;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The keys {@code samui.inference.*} that every backend understands. Null components take their defaults here and only here.
 *
 * @param provider name of the provider; null takes the only one present
 * @param model    a bundle's directory, or a name under {@code models/} of the data directory; null takes the provider's
 *                 bundled model
 * @param device   {@code auto}, {@code cpu}, {@code cuda}, {@code cuda:1}, {@code tensorrt}
 * @param idle     after that long without work the weights are released
 */
public record InferenceSettings(
        @Nullable String provider,
        @Nullable String model,
        @Nullable String device,
        @Nullable Duration idle) {

    public static final String PREFIX = "samui.inference.";

    public InferenceSettings {
        device = device == null ? "auto" : device;
        idle = idle == null ? Duration.ofMinutes(10) : idle;
    }
}
