package io.samui.core.testkit.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A scheduler without threads: what is due runs on the caller's, what is delayed when {@link #advance} gets there. */
public final class ManualScheduler extends AbstractExecutorService implements ScheduledExecutorService {

    private final List<Timed<?>> waiting = new ArrayList<>();
    private long now;
    private boolean shutdown;

    /** Moves time on and runs what is due, in order. */
    public void advance(Duration by) {
        now += by.toNanos();
        List<Timed<?>> due = waiting.stream()
                .filter(task -> task.at <= now)
                .sorted(Comparator.naturalOrder())
                .toList();
        waiting.removeAll(due);
        due.forEach(FutureTask::run);
    }

    /** Delayed tasks that are neither run nor cancelled. */
    public long waiting() {
        return waiting.stream().filter(task -> !task.isCancelled()).count();
    }

    @Override
    public void execute(Runnable task) {
        requireRunning();
        task.run();
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return schedule(
                () -> {
                    command.run();
                    return Boolean.TRUE;
                },
                delay,
                unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        requireRunning();
        Timed<V> task = new Timed<>(callable, now + unit.toNanos(delay));
        waiting.add(task);
        return task;
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        throw new UnsupportedOperationException("Nothing here repeats");
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException("Nothing here repeats");
    }

    @Override
    public void shutdown() {
        shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        List<Runnable> rest = List.copyOf(waiting);
        waiting.clear();
        return rest;
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return shutdown;
    }

    private void requireRunning() {
        if (shutdown) {
            throw new RejectedExecutionException("shut down");
        }
    }

    private final class Timed<V> extends FutureTask<V> implements ScheduledFuture<V> {
        private final long at;

        private Timed(Callable<V> callable, long at) {
            super(callable);
            this.at = at;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(at - now, TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(at, ((Timed<?>) other).at);
        }
    }
}
