package io.samui.inference.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Starts ONNX Runtime on a thread with a large stack. While it starts, version 1.29 matches the process's command line with a
 * recursive regular expression, some 250 bytes of stack a character: a class path of 4,000 characters ended the JVM with a
 * segmentation fault on a thread of the usual megabyte.
 */
final class OrtStart {

    /** Enough for a command line of a million characters; only what is used is ever committed. */
    private static final long STACK_BYTES = 256L << 20;

    private OrtStart() {}

    /**
     * The environment, of which there is one per JVM by ONNX Runtime's design; it holds no weights, and is never closed.
     *
     * @throws LinkageError when the natives cannot be loaded
     */
    static OrtEnvironment environment() {
        CompletableFuture<OrtEnvironment> started = new CompletableFuture<>();
        Thread thread = new Thread(null, () -> start(started), "samui-onnxruntime-start", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            return started.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    private static void start(CompletableFuture<OrtEnvironment> started) {
        try {
            started.complete(OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "samui"));
        } catch (Throwable e) {
            started.completeExceptionally(e);
        }
    }
}
