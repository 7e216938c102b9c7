package io.samui.inference.onnx;

import ai.onnxruntime.OrtException;
import io.samui.core.inference.InferenceException;
import io.samui.core.inference.InferenceException.Kind;
import java.util.List;
import java.util.Locale;

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

    private OrtFailures() {}

    static InferenceException whileRunning(String graph, Throwable cause) {
        return isOutOfMemory(cause)
                ? outOfMemory("running", graph, cause)
                : new InferenceException(
                        Kind.RUN_FAILED, "ONNX Runtime failed while running " + graph + ": " + text(cause), cause);
    }

    static InferenceException whileLoading(String file, Throwable cause) {
        return isOutOfMemory(cause)
                ? outOfMemory("loading", file, cause)
                : new InferenceException(
                        Kind.MODEL_NOT_LOADED,
                        "ONNX Runtime cannot load " + file + ": " + text(cause) + ". Is the file complete, and does its"
                                + " external data, if it has any, lie beside it?",
                        cause);
    }

    static String text(Throwable cause) {
        String message = cause.getMessage();
        return message == null
                ? cause.toString()
                : message.replaceFirst("^Error code - \\w+ - message: ", "")
                        .strip()
                        .replaceAll("\\s*\\R\\s*", " ");
    }

    private static InferenceException outOfMemory(String doing, String graph, Throwable cause) {
        return new InferenceException(
                Kind.OUT_OF_MEMORY,
                "Out of memory while " + doing + " " + graph
                        + ". Use a smaller model, close what else uses the device's"
                        + " memory, or set samui.inference.device=cpu. ONNX Runtime says: " + text(cause),
                cause);
    }

    static boolean isOutOfMemory(Throwable cause) {
        if (cause instanceof OutOfMemoryError) {
            return true;
        }
        String message = cause instanceof OrtException ? text(cause).toLowerCase(Locale.ROOT) : "";
        return OUT_OF_MEMORY.stream().anyMatch(message::contains);
    }
}
