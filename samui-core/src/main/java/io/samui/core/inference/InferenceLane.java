package io.samui.core.inference;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way to a device: every model call runs on the lane's single thread, on a session that is opened when it is first
 * needed and kept. After a while without work the session is closed and the weights are released. Thread-safe.
 */
public final class InferenceLane implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InferenceLane.class);

    private final EngineHolder engines;
    private final Duration idle;
    private final ScheduledExecutorService thread;

    // touched by the lane's thread only
    private @Nullable InferenceSession session;
    private @Nullable Future<?> release;

    /**
     * @param idle   after that long without work the weights are released
     * @param thread a scheduler of exactly one thread, closed with the lane
     */
    public InferenceLane(EngineHolder engines, Duration idle, ScheduledExecutorService thread) {
        this.engines = engines;
        this.idle = idle;
        this.thread = thread;
    }

    /**
     * Runs {@code call} on the lane and waits for it; calls run in the order in which they came.
     *
     * @throws CancelledException when the lane closes, or the caller is interrupted, first
     */
    public <T> T call(Function<InferenceSession, T> call) {
        Future<T> future;
        try {
            future = thread.submit(() -> onLane(call));
        } catch (RejectedExecutionException e) {
            throw new CancelledException();
        }
        return await(future);
    }

    /** Waits for the call that runs, then releases the session. */
    @Override
    public void close() {
        if (thread.isShutdown()) {
            return;
        }
        await(thread.submit(this::closeSession));
        // whoever waits for a call that will not run is told so
        thread.shutdownNow().forEach(waiting -> {
            if (waiting instanceof Future<?> future) {
                future.cancel(false);
            }
        });
    }

    private <T> T onLane(Function<InferenceSession, T> call) {
        if (release != null) {
            release.cancel(false);
        }
        try {
            if (session == null) {
                session = engines.get().open();
            }
            return call.apply(session);
        } finally {
            release = thread.schedule(this::releaseWeights, idle.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void releaseWeights() {
        if (session != null) {
            closeSession();
            engines.get().unload();
            LOG.info("Released the model's weights after {} without work; the next job loads them again", idle);
        }
    }

    private void closeSession() {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            future.cancel(false);
            throw new CancelledException();
        } catch (CancellationException e) {
            throw new CancelledException();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof RuntimeException failure) {
                throw failure;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(cause);
        }
    }
}
