package io.samui.inference.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;
import io.samui.core.inference.Cancellation;

/**
 * The options of one run, through which it can be told to stop. A cancellation's action may still be on its way when the run is
 * over, and options that are closed point at freed memory: so both sides take the lock.
 */
final class RunTermination implements AutoCloseable {

    private final RunOptions options;
    private final Cancellation.Registration registration;
    private boolean closed;

    RunTermination(Cancellation cancellation) throws OrtException {
        options = new RunOptions();
        registration = cancellation.onCancel(this::terminate);
    }

    RunOptions options() {
        return options;
    }

    /** Tells the run to stop at the next operator; a no-op when it is over. Any thread. */
    private synchronized void terminate() {
        if (closed) {
            return;
        }
        try {
            options.setTerminate(true);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot be told to stop a run", e);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            registration.close();
            options.close();
        }
    }
}
