package io.samui.core.inference;

import io.samui.core.inference.LaneQueue.Priority;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way to a device: every model call runs on the lane's single thread, on a session that is opened when it is first
 * needed and kept. Calls of a person who waits go before those of a batch. After a while without work the session is closed and the weights are released. Thread-safe.
 */
public final class InferenceLane implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InferenceLane.class);

    private final EngineHolder engines;
    private final Duration idle;
    private final Duration grace;
    private final ScheduledExecutorService thread;
    private final LaneQueue queue = new LaneQueue();
    private volatile boolean closing;
    private volatile boolean loaded;

    // touched by the lane's thread only
    private @Nullable InferenceSession session;
    private @Nullable Future<?> release;

    /**
     * @param idle   after that long without work the weights are released
     * @param grace  how long {@link #close()} waits for the call that runs
     * @param thread a scheduler of exactly one thread, closed with the lane
     */
    public InferenceLane(EngineHolder engines, Duration idle, Duration grace, ScheduledExecutorService thread) {
        this.engines = engines;
        this.idle = idle;
        this.grace = grace;
        this.thread = thread;
    }

    /** For what a person waits for: goes before all that waits at {@link #batch()}. */
    public ModelCalls live() {
        return at(Priority.LIVE);
    }

    /** For work that has time. */
    public ModelCalls batch() {
        return at(Priority.BATCH);
    }

    /** Whether a call that came now would not have to wait for the weights. */
    public boolean loaded() {
        return loaded;
    }

    /**
     * Waits for the call that runs, then releases the session; calls that wait are told that they were cancelled. A call that
     * does not end within the grace keeps its session and its weights, since taking them away under it would end the process.
     */
    @Override
    public synchronized void close() {
        if (closing) {
            return;
        }
        closing = true;
        if (!ends(thread.submit(this::closeSession))) {
            LOG.error("A run of the model does not end; its weights stay loaded until the process ends");
            engines.abandon();
        }
        thread.shutdownNow();
        queue.cancelAll();
    }

    private ModelCalls at(Priority priority) {
        return new ModelCalls() {
            @Override
            public <T> T call(Function<InferenceSession, T> call, Cancellation cancellation) {
                return InferenceLane.this.call(priority, call, cancellation);
            }
        };
    }

    private <T> T call(Priority priority, Function<InferenceSession, T> call, Cancellation cancellation) {
        AtomicBoolean taken = new AtomicBoolean();
        FutureTask<T> task = new FutureTask<>(() -> {
            if (closing || !taken.compareAndSet(false, true)) {
                throw new CancelledException();
            }
            return onLane(call);
        });
        queue.add(priority, task);
        try {
            thread.execute(queue::runNext); // whichever has the first turn by then
        } catch (RejectedExecutionException e) {
            queue.remove(priority, task);
            throw new CancelledException();
        }
        try (var givingUp = cancellation.onCancel(() -> giveUp(task, taken))) {
            return await(task, taken);
        }
    }

    /** Ends the waiting for a call whose turn has not come; one that runs is told through its own cancellation. */
    private static boolean giveUp(FutureTask<?> task, AtomicBoolean taken) {
        return taken.compareAndSet(false, true) && task.cancel(false);
    }

    private <T> T onLane(Function<InferenceSession, T> call) {
        if (release != null) {
            release.cancel(false);
        }
        try {
            if (session == null) {
                session = engines.get().open();
                loaded = true;
            }
            return call.apply(session);
        } finally {
            if (!closing) {
                // convert, because Duration.toNanos refuses centuries
                release =
                        thread.schedule(this::releaseWeights, TimeUnit.NANOSECONDS.convert(idle), TimeUnit.NANOSECONDS);
            }
        }
    }

    private void releaseWeights() {
        if (session == null) {
            return;
        }
        try {
            closeSession();
            engines.get().unload();
            LOG.info("Released the model's weights after {} without work; the next job loads them again", idle);
        } catch (RuntimeException e) {
            LOG.warn("The model's weights could not be released and stay in memory", e);
        }
    }

    private void closeSession() {
        InferenceSession open = session;
        session = null;
        loaded = false;
        if (open != null) {
            open.close();
        }
    }

    private static <T> T await(Future<T> future, AtomicBoolean taken) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    if (taken.compareAndSet(false, true)) {
                        throw new CancelledException();
                    }
                }
            }
        } catch (CancellationException e) {
            throw new CancelledException();
        } catch (ExecutionException e) {
            throw unchecked(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whether it ends within the grace; an interrupt waits. */
    private boolean ends(Future<?> future) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(grace);
        try {
            while (true) {
                try {
                    future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return true;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException e) {
                    return false;
                } catch (ExecutionException e) {
                    LOG.warn("The model's session could not be closed", e.getCause());
                    return true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException unchecked(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
    }
}
