package io.samui.core.job;

import io.samui.core.inference.Cancellation;
import io.samui.core.job.JobCatalogue.Standing;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What others ask of a job that runs: to cancel it, or to pause the queue and to go on. Used by the one thread that works the job,
 * but for its signals.
 */
final class JobControl implements QueueSignals.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(JobControl.class);

    /** What another process was asked is found after that long. */
    private static final int LOOK_EVERY_SECONDS = 1;

    private final JobId job;
    private final Supplier<Optional<Standing>> standing;
    private final Cancellation stop;
    private final Cancellation cancellation;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile boolean cancelAsked;
    private boolean allClaimed;
    private boolean paused;

    /**
     * @param standing     how the job stands in the store; empty when it is gone
     * @param stop         lets what began go on to its end, and begins nothing
     * @param cancellation ends all at once; used when somebody asks to cancel
     */
    JobControl(JobId job, Supplier<Optional<Standing>> standing, Cancellation stop, Cancellation cancellation) {
        this.job = job;
        this.standing = standing;
        this.stop = stop;
        this.cancellation = cancellation;
    }

    @Override
    public void wakeUp() {
        wakeUps.release();
    }

    @Override
    public void cancel(JobId id) {
        if (id.equals(job)) {
            cancelAsked = true;
            cancellation.cancel();
        }
    }

    /** Whether somebody asked to cancel the job, and that is why it ended. */
    boolean cancelAsked() {
        return cancelAsked;
    }

    /** Whether further items may be claimed. */
    boolean goesOn() {
        return !paused && mayGoOn();
    }

    /** Somebody who was told to pause asks again. */
    void tryAgain() {
        paused = false;
    }

    /** Finds out why there was nothing to claim. */
    void foundNothing() {
        Optional<Standing> now = standing.get();
        now.ifPresent(this::heed);
        allClaimed = !now.map(Standing::itemsPending).orElse(false);
        paused = !allClaimed && now.map(Standing::paused).orElse(false);
    }

    /** Cancels what another process was asked to cancel. */
    void heed(Standing now) {
        if (now.cancelRequested()) {
            cancel(job);
        }
    }

    /** Waits while the queue is paused: whether it goes on. */
    boolean resumed() {
        if (!paused) {
            return false;
        }
        LOG.info("Job {} waits: the queue is paused", job);
        try (var onStop = stop.onCancel(wakeUps::release);
                var onCancel = cancellation.onCancel(wakeUps::release)) {
            while (paused && mayGoOn()) {
                awaitWakeUp();
                foundNothing();
            }
        }
        return mayGoOn();
    }

    private boolean mayGoOn() {
        return !allClaimed && !stop.isCancelled() && !cancellation.isCancelled();
    }

    private void awaitWakeUp() {
        try {
            wakeUps.tryAcquire(LOOK_EVERY_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            LOG.debug("An interrupt of the queue's thread is passed over", e);
        }
        wakeUps.drainPermits(); // before the look, so that what is asked behind it ends the next wait
    }
}
