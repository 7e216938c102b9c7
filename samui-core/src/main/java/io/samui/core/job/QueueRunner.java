package io.samui.core.job;

import io.samui.core.inference.Cancellation;
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

    /** What another process put into the queue, or resumed, is found after that long. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final ImagePipeline pipeline;
    private final QueueSignals signals;
    private final UnfinishedJobs unfinished;
    private final JobWorker worker;
    private final Duration grace;
    private final Semaphore work = new Semaphore(0);
    private final Cancellation stop = new Cancellation();
    private final Cancellation hurry = new Cancellation();
    private final ThreadFactory threads;
    private @Nullable Thread thread;

    /**
     * @param signals tell it what was asked of it
     * @param grace   how long {@link #close()} lets the images in flight go on before they are cancelled
     */
    public QueueRunner(
            ImagePipeline pipeline, QueueSignals signals, JobEvents events, Duration grace, ThreadFactory threads) {
        this.pipeline = pipeline;
        this.signals = signals;
        this.unfinished = new UnfinishedJobs(pipeline.stores(), pipeline.clock(), events);
        this.worker = new JobWorker(pipeline, signals, events, unfinished);
        this.grace = grace;
        this.threads = threads;
    }

    /** Ends what an earlier process left running, then starts to work. */
    public synchronized void start() {
        if (thread != null) {
            throw new IllegalStateException("The queue is worked already");
        }
        unfinished.end(JobWorker.INTERRUPTED);
        if (pipeline.stores().jobCatalogue().queue().paused()) {
            LOG.info("The queue is paused, as it was before the start: jobs wait until it is resumed");
        }
        thread = threads.newThread(this::run);
        thread.start();
    }

    /** Lets the images that the model has begun with finish, ends the running job as interrupted, and stops. Queued jobs stay queued. */
    @Override
    public void close() {
        Thread running;
        stop.cancel();
        synchronized (this) {
            running = thread;
        }
        work.release();
        if (running == null || joined(running)) {
            return;
        }
        LOG.warn("The images in flight did not end within {}; they are cancelled", grace);
        hurry.cancel();
        if (!joined(running)) {
            LOG.error("The queue's thread does not end; its job will show as interrupted after the next start");
        }
    }

    private void run() {
        try (var listening = signals.listen(new WakeUps())) {
            loop();
        }
    }

    private void loop() {
        while (true) {
            // drained before the looks at what to do, so that a call that comes after a look ends the sleep behind it
            work.drainPermits();
            if (stop.isCancelled()) {
                return;
            }
            try {
                if (!worker.runNext(stop, hurry)) {
                    sleep(LOOK_EVERY);
                }
            } catch (RuntimeException | Error e) { // whatever it is, the queue goes on
                LOG.error("The queue could not be worked; trying again in {}", PAUSE_AFTER_ERROR, e);
                sleep(PAUSE_AFTER_ERROR);
            }
        }
    }

    /** Until there is something to do, or the time is over. */
    private void sleep(Duration time) {
        try {
            work.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // only close() ends it: whoever interrupts other people's threads does not mean the jobs
            LOG.debug("An interrupt of the queue's thread is passed over", e);
        }
    }

    private final class WakeUps implements QueueSignals.Listener {
        @Override
        public void wakeUp() {
            work.release();
        }

        @Override
        public void cancel(JobId job) {
            // the run's
        }
    }

    /** Whether it ends within the grace; an interrupt waits, because what the thread uses is closed next. */
    private boolean joined(Thread running) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(grace);
        try {
            while (running.isAlive()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                try {
                    TimeUnit.NANOSECONDS.timedJoin(running, left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
