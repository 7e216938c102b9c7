package io.samui.inference.djl;

import io.samui.core.ConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * The keys {@code samui.inference.djl.*}. Null components take their defaults here and only here.
 *
 * @param threads        CPU threads of one run, for the whole JVM, as PyTorch has it; 0 (the default) leaves it to PyTorch, which
 *                       takes as many as the machine has physical cores
 * @param graphOptimizer whether PyTorch may optimise graphs while they run (the default is no): the first runs of each shape
 *                       then profile and compile, and take several times as long
 */
public record DjlSettings(
        @Nullable Integer threads, @Nullable Boolean graphOptimizer) {

    public DjlSettings {
        threads = threads == null ? 0 : threads;
        graphOptimizer = graphOptimizer != null && graphOptimizer;
        if (threads < 0) {
            throw new ConfigurationException(
                    "samui.inference.djl.threads must be 0 (one per physical core) or more, but is " + threads);
        }
    }

    /** Everything as it is without configuration. */
    public static DjlSettings defaults() {
        return new DjlSettings(null, null);
    }

    int threadsOr(int requested) {
        return requested > 0 || threads == null ? requested : threads;
    }

    boolean optimisesGraphs() {
        return Boolean.TRUE.equals(graphOptimizer);
    }
}
