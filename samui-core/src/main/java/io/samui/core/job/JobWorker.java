package io.samui.core.job;

import io.samui.core.Stores;
import io.samui.core.inference.Cancellation;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the next job of the queue. Used by one thread. */
final class JobWorker {

    static final String INTERRUPTED = "Server restarted while job was running";

    private static final Logger LOG = LoggerFactory.getLogger(JobWorker.class);

    /** Few, so that progress shows and a stop is quick; more than one, so that claiming costs little. */
    private static final int CHUNK = 4;

    private final Stores stores;
    private final ImageProcessor processor;
    private final Clock clock;
    private final JobEndings endings;

    /** A job that could not be ended, because its store was away. */
    private @Nullable JobId unfinished;

    JobWorker(Stores stores, ImageProcessor processor, Clock clock, JobEndings endings) {
        this.stores = stores;
        this.processor = processor;
        this.clock = clock;
        this.endings = endings;
    }

    /**
     * Claims the next job, processes its images in order and ends it.
     *
     * @param stopping     asked between images: a job that is stopped ends as interrupted
     * @param cancellation ends the image in flight, too
     * @return whether there was a job
     */
    boolean runNext(BooleanSupplier stopping, Cancellation cancellation) {
        endUnfinished();
        Optional<Job> claimed = stores.jobs().claimNext(clock.instant());
        if (claimed.isEmpty()) {
            return false;
        }
        Job job = claimed.get();
        unfinished = job.id();
        LOG.info(
                "Job {} starts: {} images, {}",
                job.id(),
                job.counts().total(),
                job.mode().wireName());
        boolean interrupted = processItems(job, stopping, cancellation);
        end(job.id(), interrupted);
        return true;
    }

    /** Whether it was stopped before the last item. */
    private boolean processItems(Job job, BooleanSupplier stopping, Cancellation cancellation) {
        while (!stopping.getAsBoolean()) {
            List<JobItem> items = stores.jobs().claimItems(job.id(), CHUNK, clock.instant());
            if (items.isEmpty()) {
                return false;
            }
            for (JobItem item : items) {
                if (stopping.getAsBoolean()) {
                    return true;
                }
                processor.process(job, item, cancellation);
            }
        }
        return stores.jobCatalogue().items(job.id()).stream()
                .anyMatch(item -> !item.status().ended());
    }

    private void end(JobId id, boolean interrupted) {
        Job job = stores.jobCatalogue().find(id).orElseThrow(() -> new IllegalStateException("Job " + id + " is gone"));
        JobEnd end = interrupted
                ? new JobEnd(JobStatus.FAILED, INTERRUPTED, INTERRUPTED, clock.instant())
                : JobEnds.of(job.counts(), () -> firstFailure(id), clock.instant());
        stores.jobs().finish(id, end);
        unfinished = null;
        endings.signal();
        LOG.info(
                "Job {} {}: {} processed, {} failed, {} skipped",
                id,
                end.status().wireName(),
                job.counts().processed(),
                job.counts().failed(),
                job.counts().skipped());
    }

    /** What a store that was away left running would block the queue for good. */
    private void endUnfinished() {
        JobId id = unfinished;
        if (id != null) {
            String reason = "The job was interrupted: its progress could not be recorded. See the server's log";
            stores.jobs().finish(id, new JobEnd(JobStatus.FAILED, reason, reason, clock.instant()));
            unfinished = null;
        }
    }

    private String firstFailure(JobId id) {
        return stores.jobCatalogue().items(id).stream()
                .filter(item -> item.status() == ItemStatus.FAILED)
                .findFirst()
                .map(item -> item.filename() + ": " + item.message())
                .orElse("");
    }
}
