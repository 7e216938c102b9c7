package io.samui.core.job;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Tells whoever works the queue in this process what was asked of it, so that it need not look. What was asked through another
 * process stands in the store, where it is found a little later. Thread-safe.
 */
public final class QueueSignals {

    /** Is told on the thread of the one who asks; does little, and throws nothing. */
    interface Listener {

        /** There may be something to do: a job was submitted, or the queue was resumed. */
        void wakeUp();

        /** Somebody asked to cancel a job that runs. */
        void cancel(JobId job);
    }

    /** Closing it ends the listening. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    Registration listen(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** After the commit of what there is to do. */
    void wakeUp() {
        listeners.forEach(Listener::wakeUp);
    }

    /** After the commit of the request. */
    void cancel(JobId job) {
        listeners.forEach(listener -> listener.cancel(job));
    }
}
