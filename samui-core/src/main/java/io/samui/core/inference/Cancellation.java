package io.samui.core.inference;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request to stop, handed down to the run that should stop. Thread-safe; once cancelled it stays so.
 */
public final class Cancellation {

    private final Map<Registration, Runnable> actions = new LinkedHashMap<>();
    private boolean cancelled;
    private final boolean cancellable;

    /** Makes a cancellation that can be asked for. */
    public Cancellation() {
        this(true);
    }

    private Cancellation(boolean cancellable) {
        this.cancellable = cancellable;
    }

    /** One that is never asked for. */
    public static Cancellation none() {
        return new Cancellation(false);
    }

    /** Asks for it: actions that are registered run once, on this thread. */
    public void cancel() {
        Runnable[] due;
        synchronized (this) {
            if (!cancellable || cancelled) {
                return;
            }
            cancelled = true;
            due = actions.values().toArray(Runnable[]::new);
            actions.clear();
        }
        for (Runnable action : due) {
            action.run();
        }
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /**
     * Ends the caller's work if it should stop.
     *
     * @throws CancelledException if it was asked for
     */
    public void throwIfCancelled() {
        if (isCancelled()) {
            throw new CancelledException();
        }
    }

    /**
     * Runs {@code action} when it is asked for, at once if it already was. Closing the registration takes the action back; an
     * action that has begun by then may still be running.
     */
    public Registration onCancel(Runnable action) {
        Registration registration = new Registration();
        synchronized (this) {
            if (!cancelled) {
                if (cancellable) {
                    actions.put(registration, action);
                }
                return registration;
            }
        }
        action.run();
        return registration;
    }

    /** What {@link #onCancel} hands out. */
    public final class Registration implements AutoCloseable {
        private Registration() {}

        @Override
        public void close() {
            synchronized (Cancellation.this) {
                actions.remove(this);
            }
        }
    }
}
