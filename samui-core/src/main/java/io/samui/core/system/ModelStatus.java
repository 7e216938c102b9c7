package io.samui.core.system;

import io.samui.core.inference.EngineInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which model works here.
 *
 * @param current   the configured model; null when it cannot be used
 * @param problem   why there is no usable model, and what to do; null when there is one
 * @param loaded    whether its weights are in memory
 * @param selected  what {@code samui.inference.model} names; null where it takes the bundled model
 * @param installed names under {@code models/} of the data directory, sorted
 */
public record ModelStatus(
        @Nullable EngineInfo current,
        @Nullable String problem,
        boolean loaded,
        @Nullable String selected,
        List<String> installed) {

    public ModelStatus {
        if ((current == null) == (problem == null)) {
            throw new IllegalArgumentException("Either there is a model or there is a problem");
        }
        installed = List.copyOf(installed);
    }
}
