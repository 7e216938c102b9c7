package io.samui.core.inference;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.FutureTask;

/** The calls that wait for a lane: first by priority, then in the order in which they came. Thread-safe. */
final class LaneQueue {

    /** The first goes before the others. */
    enum Priority {
        LIVE,
        BATCH
    }

    private final Map<Priority, Queue<FutureTask<?>>> waiting = new EnumMap<>(Priority.class);

    LaneQueue() {
        for (Priority priority : Priority.values()) {
            waiting.put(priority, new ArrayDeque<>());
        }
    }

    synchronized void add(Priority priority, FutureTask<?> call) {
        of(priority).add(call);
    }

    synchronized void remove(Priority priority, FutureTask<?> call) {
        of(priority).remove(call);
    }

    /** Runs the call whose turn it is, if any waits. */
    void runNext() {
        next().ifPresent(FutureTask::run);
    }

    /** Cancels all that wait. */
    void cancelAll() {
        for (Optional<FutureTask<?>> call = next(); call.isPresent(); call = next()) {
            call.get().cancel(false);
        }
    }

    private synchronized Optional<FutureTask<?>> next() {
        for (Queue<FutureTask<?>> calls : waiting.values()) {
            FutureTask<?> first = calls.poll();
            if (first != null) {
                return Optional.of(first);
            }
        }
        return Optional.empty();
    }

    private Queue<FutureTask<?>> of(Priority priority) {
        Queue<FutureTask<?>> calls = waiting.get(priority);
        if (calls == null) {
            throw new IllegalStateException("There is no priority " + priority);
        }
        return calls;
    }
}
