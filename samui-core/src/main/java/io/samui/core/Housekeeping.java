package io.samui.core;

import io.samui.core.history.HistoryTrim;
import io.samui.core.storage.BlobSweep;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cleans up in the background, the history and then the storage: once right after the start, then every hour until it is closed.
 * What fails is logged and tried again the next time; it keeps nothing else from working.
 */
final class Housekeeping implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private static final Duration EVERY = Duration.ofHours(1);

    private final Chore beginning;
    private final Chore trimming;
    private final Chore sweeping;
    private final ScheduledExecutorService scheduler;
    private final Duration grace;
    private volatile boolean stopped;

    /**
     * @param scheduler one thread, which drops what is delayed when it is shut down; closed with this
     * @param grace     how long {@link #close()} waits for what runs to end
     */
    Housekeeping(HistoryTrim trim, BlobSweep sweep, ScheduledExecutorService scheduler, Duration grace) {
        this.beginning =
                new Chore("The storage was away at the start, so the sweep begins an hour later", sweep::begin);
        this.trimming = new Chore(
                "Results that need not be kept any more stay; they are looked for again every hour",
                () -> trim.run(() -> stopped));
        this.sweeping = new Chore(
                "Blobs that interrupted work left without a row stay; they are looked for again every hour",
                () -> sweep.run(() -> stopped));
        this.scheduler = scheduler;
        this.grace = grace;
    }

    /** To be called before this process writes its first blob. */
    void start() {
        beginning.attempt();
        scheduler.schedule(this::round, 0, TimeUnit.SECONDS);
    }

    private void round() {
        trimming.attempt();
        sweeping.attempt();
        if (!stopped) {
            scheduler.schedule(this::round, EVERY.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** Ends what runs after the blob, or the few results, that it is at. */
    @Override
    public void close() {
        stopped = true;
        scheduler.shutdown();
        try {
            if (!scheduler.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("The cleaning up in the background does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Chore {
        private final String consequence;
        private final Runnable work;
        private boolean failed;

        Chore(String consequence, Runnable work) {
            this.consequence = consequence;
            this.work = work;
        }

        void attempt() {
            try {
                work.run();
                failed = false;
            } catch (RuntimeException | Error e) { // whatever it is, there is a next time
                if (failed || stopped) {
                    LOG.debug("{}", consequence, e);
                } else {
                    LOG.warn("{}", consequence, e);
                }
                failed = true;
            }
        }
    }
}
