package io.samui.inference.djl;

import ai.djl.engine.EngineException;
import io.samui.core.inference.InferenceException;
import io.samui.core.sam.RuntimeFailures;
import java.util.List;

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

    private static final RuntimeFailures FAILURES = new RuntimeFailures(
            "PyTorch",
            EngineException.class,
            OUT_OF_MEMORY,
            "Is the file complete, and was it made by torch.jit.save?",
            PyTorchFailures::text);

    private PyTorchFailures() {}

    static InferenceException whileRunning(String graph, Throwable cause) {
        return FAILURES.whileRunning(graph, cause);
    }

    static InferenceException whileLoading(String file, Throwable cause) {
        return FAILURES.whileLoading(file, cause);
    }

    static boolean isOutOfMemory(Throwable cause) {
        return FAILURES.isOutOfMemory(cause);
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
}
