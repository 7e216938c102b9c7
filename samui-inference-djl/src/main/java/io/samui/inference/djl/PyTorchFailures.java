package io.samui.inference.djl;

import ai.djl.engine.EngineException;
import io.samui.core.inference.InferenceException;
import io.samui.core.inference.InferenceException.Kind;
import java.util.List;
import java.util.Locale;

/** Says in samui's exceptions what PyTorch says in texts. */
final class PyTorchFailures {

    /** PyTorch has no error code for a lack of memory; these are its and CUDA's words for it. */
    private static final List<String> OUT_OF_MEMORY = List.of(
            "can't allocate memory",
            "cannot allocate memory",
            "not enough memory",
            "out of memory",
            "out_of_memory",
            "bad_alloc",
            "alloc_failed");

    private static final String INTERPRETER = "TorchScript interpreter";

    private PyTorchFailures() {}

    static InferenceException whileRunning(String graph, Throwable cause) {
        return isOutOfMemory(cause)
                ? outOfMemory("running", graph, cause)
                : new InferenceException(
                        Kind.RUN_FAILED, "PyTorch failed while running " + graph + ": " + text(cause), cause);
    }

    static InferenceException whileLoading(String file, Throwable cause) {
        return isOutOfMemory(cause)
                ? outOfMemory("loading", file, cause)
                : new InferenceException(
                        Kind.MODEL_NOT_LOADED,
                        "PyTorch cannot load " + file + ": " + text(cause)
                                + ". Is the file complete, and was it made by torch.jit.save?",
                        cause);
    }

    static boolean isOutOfMemory(Throwable cause) {
        if (cause instanceof OutOfMemoryError) {
            return true;
        }
        String message = cause instanceof EngineException ? text(cause).toLowerCase(Locale.ROOT) : "";
        return OUT_OF_MEMORY.stream().anyMatch(message::contains);
    }

    /**
     * What PyTorch says, in one line: of the interpreter's trace the last line, which is the error itself, else the first, since
     * stack frames of C++ follow.
     */
    static String text(Throwable cause) {
        String message = cause.getMessage();
        if (message == null) {
            return cause.toString();
        }
        List<String> lines = message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        String line = lines.isEmpty()
                ? cause.toString()
                : message.contains(INTERPRETER)
                        ? lines.stream()
                                .filter(one -> one.matches("\\w*(Error|Exception)\\b.*: .*"))
                                .reduce((first, second) -> second)
                                .orElse(lines.get(0))
                        : lines.get(0);
        return line.replaceFirst("^(RuntimeError|\\[enforce fail at [^\\]]*]\\.?): ?", "");
    }

    /** The innermost cause, in one line. */
    static String root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return text(cause);
    }

    private static InferenceException outOfMemory(String doing, String graph, Throwable cause) {
        return new InferenceException(
                Kind.OUT_OF_MEMORY,
                "Out of memory while " + doing + " " + graph
                        + ". Use a smaller model, close what else uses the device's"
                        + " memory, or set samui.inference.device=cpu. PyTorch says: " + text(cause),
                cause);
    }
}
