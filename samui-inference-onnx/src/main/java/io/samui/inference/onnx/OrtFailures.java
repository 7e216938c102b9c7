package io.samui.inference.onnx;

import ai.onnxruntime.OrtException;
import io.samui.core.inference.InferenceException;
import io.samui.core.sam.RuntimeFailures;
import java.util.List;

/** Says in samui's exceptions what ONNX Runtime says in texts. */
final class OrtFailures {

    /** ONNX Runtime has no error code for a lack of memory; these are its, CUDA's and cuDNN's words for it. */
    private static final List<String> OUT_OF_MEMORY = List.of(
            "failed to allocate memory",
            "out of memory",
            "out_of_memory",
            "bad_alloc",
            "bad allocation",
            "alloc_failed",
            "allocation_failed",
            "cudaerrormemoryallocation",
            "not enough memory",
            "is smaller than requested bytes");

    private static final RuntimeFailures FAILURES = new RuntimeFailures(
            "ONNX Runtime",
            OrtException.class,
            OUT_OF_MEMORY,
            "Is the file complete, and does its external data, if it has any, lie beside it?",
            OrtFailures::text);

    private OrtFailures() {}

    static InferenceException whileRunning(String graph, Throwable cause) {
        return FAILURES.whileRunning(graph, cause);
    }

    static InferenceException whileLoading(String file, Throwable cause) {
        return FAILURES.whileLoading(file, cause);
    }

    static boolean isOutOfMemory(Throwable cause) {
        return FAILURES.isOutOfMemory(cause);
    }

    static String text(Throwable cause) {
        String message = cause.getMessage();
        return message == null
                ? cause.toString()
                : message.replaceFirst("^Error code - \\w+ - message: ", "")
                        .strip()
                        .replaceAll("\\s*\\R\\s*", " ");
    }
}
