package io.samui.core.job;

import io.samui.core.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pauses the queue and lets it go on. While it is paused the images in flight are finished and no other begins; the running job
 * stays running and goes on where it stood, and jobs may be submitted and cancelled. That is kept over a restart. Thread-safe.
 */
public final class QueueService {

    private static final Logger LOG = LoggerFactory.getLogger(QueueService.class);

    private final Stores stores;
    private final QueueSignals signals;

    public QueueService(Stores stores, QueueSignals signals) {
        this.stores = stores;
        this.signals = signals;
    }

    /** Begins no further image; one that is claimed at this moment still begins. Does nothing to a queue that is paused. */
    public QueueStatus pause() {
        return set(true);
    }

    /** Goes on. Does nothing to a queue that is not paused. */
    public QueueStatus resume() {
        return set(false);
    }

    /** How the queue stands. */
    public QueueStatus status() {
        return stores.jobCatalogue().queue();
    }

    private QueueStatus set(boolean paused) {
        return stores.unitOfWork().inTransaction(() -> {
            boolean changed = stores.jobs().setPaused(paused);
            QueueStatus status = stores.jobCatalogue().queue();
            if (changed) {
                stores.unitOfWork().afterCommit(() -> announce(status));
            }
            return status;
        });
    }

    private void announce(QueueStatus status) {
        if (status.paused()) {
            LOG.info("The queue is paused: no further image begins until it is resumed; {} jobs wait", status.queued());
        } else {
            LOG.info("The queue is resumed; {} jobs wait", status.queued());
            signals.wakeUp();
        }
    }
}
