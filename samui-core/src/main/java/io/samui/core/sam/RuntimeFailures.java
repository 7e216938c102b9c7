package io.samui.core.sam;

import io.samui.core.ConfigurationException;
import io.samui.core.inference.InferenceException;
import io.samui.core.inference.InferenceException.Kind;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Says in samui's exceptions what a tensor runtime says in texts. Runtimes have no error code for a lack of memory, so their words
 * for it tell.
 *
 * @param runtime     its name, for people
 * @param type        what it throws; of others no words are looked at
 * @param outOfMemory its words for a lack of memory, in lower case
 * @param loadingHint a question that follows what it says of a file that cannot be loaded
 * @param text        what it says, in one line
 */
public record RuntimeFailures(
        String runtime,
        Class<? extends Throwable> type,
        List<String> outOfMemory,
        String loadingHint,
        Function<Throwable, String> text) {

    public RuntimeFailures {
        outOfMemory = List.copyOf(outOfMemory);
    }

    public InferenceException whileRunning(String graph, Throwable cause) {
        return isOutOfMemory(cause)
                ? outOfMemory("running", graph, cause)
                : new InferenceException(
                        Kind.RUN_FAILED, runtime + " failed while running " + graph + ": " + text.apply(cause), cause);
    }

    public InferenceException whileLoading(String file, Throwable cause) {
        return isOutOfMemory(cause)
                ? outOfMemory("loading", file, cause)
                : new InferenceException(
                        Kind.MODEL_NOT_LOADED,
                        runtime + " cannot load " + file + ": " + text.apply(cause) + ". " + loadingHint,
                        cause);
    }

    /** What a runtime's {@code load} makes of a file that is not, or no longer, what {@code inspect} found. */
    public static InferenceException notLoaded(ConfigurationException cause) {
        return new InferenceException(Kind.MODEL_NOT_LOADED, String.valueOf(cause.getMessage()), cause);
    }

    public boolean isOutOfMemory(Throwable cause) {
        if (cause instanceof OutOfMemoryError) {
            return true;
        }
        String message = type.isInstance(cause) ? text.apply(cause).toLowerCase(Locale.ROOT) : "";
        return outOfMemory.stream().anyMatch(message::contains);
    }

    private InferenceException outOfMemory(String doing, String graph, Throwable cause) {
        return new InferenceException(
                Kind.OUT_OF_MEMORY,
                "Out of memory while " + doing + " " + graph
                        + ". Use a smaller model, close what else uses the device's memory, or set"
                        + " samui.inference.device=cpu. " + runtime + " says: " + text.apply(cause),
                cause);
    }
}
