package io.samui.core.job;

import io.samui.core.ConfigurationException;
import io.samui.core.InvalidInputException;
import io.samui.core.TooLargeException;
import io.samui.core.inference.InferenceException;
import io.samui.core.job.ItemOutcome.Failed;
import io.samui.core.storage.BlobStorageException;

/** Says of what went wrong with one image which failure it is, and what to do. */
final class Failures {

    private static final String MEMORY_HINT =
            ". Use a smaller image, give the process more memory, or use another device";

    private Failures() {}

    static Failed of(Throwable cause) {
        if (cause instanceof TooLargeException) {
            return new Failed(FailureCode.TOO_LARGE, message(cause));
        } else if (cause instanceof InvalidInputException) {
            return new Failed(FailureCode.UNREADABLE_IMAGE, message(cause));
        } else if (cause instanceof InferenceException inference) {
            return new Failed(code(inference), message(cause));
        } else if (cause instanceof ConfigurationException) {
            return new Failed(FailureCode.MODEL_NOT_LOADED, message(cause));
        } else if (cause instanceof BlobStorageException) {
            return new Failed(FailureCode.STORAGE, message(cause));
        } else if (cause instanceof OutOfMemoryError) {
            return new Failed(
                    FailureCode.OUT_OF_MEMORY, "The process ran out of memory: " + message(cause) + MEMORY_HINT);
        }
        return new Failed(
                FailureCode.INTERNAL,
                "An internal error: " + cause.getClass().getSimpleName() + ". The server's log has the details");
    }

    private static FailureCode code(InferenceException failure) {
        return switch (failure.kind()) {
            case MODEL_NOT_LOADED -> FailureCode.MODEL_NOT_LOADED;
            case OUT_OF_MEMORY -> FailureCode.OUT_OF_MEMORY;
            case MODE_NOT_SUPPORTED -> FailureCode.MODE_NOT_SUPPORTED;
            case RUN_FAILED -> FailureCode.INFERENCE;
        };
    }

    private static String message(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
