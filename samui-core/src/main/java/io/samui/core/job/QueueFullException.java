package io.samui.core.job;

import io.samui.core.SamuiException;

/** The queue holds as many jobs as it may; the same submission may be accepted later. */
public class QueueFullException extends SamuiException {

    public QueueFullException(int maxQueued) {
        super("The queue is full: " + maxQueued + " jobs are waiting (" + QueueSettings.PREFIX
                + "max-queued). Try again when some have run");
    }
}
