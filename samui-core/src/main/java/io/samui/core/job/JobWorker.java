package io.samui.core.job;

import io.samui.core.Stores;
import io.samui.core.inference.Cancellation;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the next job of the queue. Used by one thread. */
final class JobWorker {

    static final String INTERRUPTED = "Server restarted while job was running";

    private static final String NOT_RECORDED =
            "The job was interrupted: its progress could not be recorded. See the server's log, then submit it again";

    private static final Logger LOG = LoggerFactory.getLogger(JobWorker.class);

    /** Few, so that progress shows and a stop is quick; more than one, so that claiming costs little. */
    private static final int CHUNK = 4;

    private final Stores stores;
    private final ImageProcessor processor;
    private final Clock clock;
    private final JobEndings endings;

    private final UnfinishedJobs unfinished;

    /** Whether a job may be running that nobody runs, because its store was away. */
    private boolean leftBehind;

    JobWorker(Stores stores, ImageProcessor processor, Clock clock, JobEndings endings, UnfinishedJobs unfinished) {
        this.unfinished = unfinished;
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
        if (leftBehind) {
            unfinished.end(NOT_RECORDED);
        }
        leftBehind = true; // a store that fails may have claimed a job nevertheless
        Optional<Job> claimed = stores.jobs().claimNext(clock.instant());
        claimed.ifPresent(job -> run(job, stopping, cancellation));
        leftBehind = false;
        return claimed.isPresent();
    }

    private void run(Job job, BooleanSupplier stopping, Cancellation cancellation) {
        LOG.info(
                "Job {} starts: {} images, {}",
                job.id(),
                job.counts().total(),
                job.mode().wireName());
        processItems(job, stopping, cancellation);
        end(job.id());
    }

    private void processItems(Job job, BooleanSupplier stopping, Cancellation cancellation) {
        while (!stopping.getAsBoolean()) {
            List<JobItem> items = stores.jobs().claimItems(job.id(), CHUNK, clock.instant());
            if (items.isEmpty()) {
                return;
            }
            for (JobItem item : items) {
                if (stopping.getAsBoolean()) {
                    return;
                }
                processor.process(job, item, cancellation);
            }
        }
    }

    private void end(JobId id) {
        Job job = stores.jobCatalogue().find(id).orElseThrow(() -> new IllegalStateException("Job " + id + " is gone"));
        ItemCounts counts = job.counts();
        JobEnd end = counts.ended() < counts.total()
                ? new JobEnd(JobStatus.FAILED, INTERRUPTED, INTERRUPTED, clock.instant())
                : JobEnds.of(counts, () -> firstFailure(id), clock.instant());
        stores.jobs().finish(id, end);
        endings.signal();
        LOG.info(
                "Job {} {}: {} processed, {} failed, {} skipped",
                id,
                end.status().wireName(),
                counts.processed(),
                counts.failed(),
                counts.skipped());
    }

    private String firstFailure(JobId id) {
        return stores.jobCatalogue().items(id).stream()
                .filter(item -> item.status() == ItemStatus.FAILED)
                .findFirst()
                .map(item -> item.filename() + ": " + item.message())
                .orElse("");
    }
}
