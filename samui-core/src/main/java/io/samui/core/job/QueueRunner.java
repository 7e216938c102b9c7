package io.samui.core.job;

import io.samui.core.Stores;
import io.samui.core.inference.Cancellation;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works the queue on a thread of its own until it is closed: runs job after job, and sleeps while there is none. */
public final class QueueRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(QueueRunner.class);

    private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(5);

    private final Stores stores;
    private final JobWorker worker;
    private final Clock clock;
    private final Duration grace;
    private final Semaphore work = new Semaphore(0);
    private final Cancellation cancellation = new Cancellation();
    private final ThreadFactory threads;
    private volatile boolean stopping;
    private @Nullable Thread thread;

    /**
     * @param grace how long {@link #close()} lets the image in flight go on before it is cancelled
     */
    public QueueRunner(
            Stores stores,
            ImagePipeline pipeline,
            Clock clock,
            JobEndings endings,
            Duration grace,
            ThreadFactory threads) {
        this.stores = stores;
        this.worker = new JobWorker(stores, pipeline.processor(), clock, endings);
        this.clock = clock;
        this.grace = grace;
        this.threads = threads;
    }

    /** Ends what an earlier process left running, then starts to work. */
    public synchronized void start() {
        if (thread != null) {
            throw new IllegalStateException("The queue is worked already");
        }
        for (Job job : stores.jobCatalogue().withStatus(JobStatus.RUNNING)) {
            LOG.warn("Job {} was running when the server stopped; it ends as failed", job.id());
            stores.jobs()
                    .finish(
                            job.id(),
                            new JobEnd(
                                    JobStatus.FAILED, JobWorker.INTERRUPTED, JobWorker.INTERRUPTED, clock.instant()));
        }
        thread = threads.newThread(this::loop);
        thread.start();
    }

    /** Tells the runner that there is something to do. */
    public void wakeUp() {
        work.release();
    }

    /** Lets the image in flight finish, ends the running job as interrupted, and stops. Queued jobs stay queued. */
    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            stopping = true;
            running = thread;
        }
        wakeUp();
        if (running == null || joined(running)) {
            return;
        }
        LOG.warn("The image in flight did not end within {}; it is cancelled", grace);
        cancellation.cancel();
        if (!joined(running)) {
            LOG.error("The queue's thread does not end; its job will show as interrupted after the next start");
        }
    }

    private void loop() {
        while (!stopping) {
            try {
                work.drainPermits();
                if (!worker.runNext(() -> stopping, cancellation)) {
                    work.acquire();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("The queue could not be worked; trying again in {}", PAUSE_AFTER_ERROR, e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            work.tryAcquire(PAUSE_AFTER_ERROR.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean joined(Thread running) {
        try {
            running.join(grace.toMillis());
            return !running.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
