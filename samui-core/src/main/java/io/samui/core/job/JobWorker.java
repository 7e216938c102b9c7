package io.samui.core.job;

import io.samui.core.Stores;
import io.samui.core.inference.Cancellation;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the next job of the queue. Used by one thread. */
final class JobWorker {

    static final String INTERRUPTED = "Server restarted while job was running";

    private static final String NOT_RECORDED =
            "The job was interrupted: its progress could not be recorded. See the server's log, then submit it again";

    private static final Logger LOG = LoggerFactory.getLogger(JobWorker.class);

    private final Stores stores;
    private final ImagePipeline pipeline;
    private final Clock clock;
    private final JobEndings endings;
    private final UnfinishedJobs unfinished;

    /** Whether a job may be running that nobody runs, because its store was away. */
    private boolean leftBehind;

    JobWorker(ImagePipeline pipeline, JobEndings endings, UnfinishedJobs unfinished) {
        this.stores = pipeline.stores();
        this.pipeline = pipeline;
        this.clock = pipeline.clock();
        this.endings = endings;
        this.unfinished = unfinished;
    }

    /**
     * Claims the next job, processes its images and ends it.
     *
     * @param stop  lets the images that the model has begun with go on to their end; the job ends as interrupted
     * @param hurry ends these, too
     * @return whether there was a job
     */
    boolean runNext(Cancellation stop, Cancellation hurry) {
        if (leftBehind) {
            unfinished.end(NOT_RECORDED);
        }
        leftBehind = true; // a store that fails may have claimed a job nevertheless
        Optional<Job> claimed = stores.jobs().claimNext(clock.instant());
        claimed.ifPresent(job -> run(job, stop, hurry));
        leftBehind = false;
        return claimed.isPresent();
    }

    private void run(Job job, Cancellation stop, Cancellation hurry) {
        LOG.info(
                "Job {} starts: {} images, {}",
                job.id(),
                job.counts().total(),
                job.mode().wireName());
        Cancellation cancellation = new Cancellation();
        try (var hurrying = hurry.onCancel(cancellation::cancel)) {
            JobRun run = new JobRun(job, pipeline, stop, cancellation);
            run.run();
            end(job.id(), run.broken(), stop.isCancelled());
        }
    }

    private void end(JobId id, Optional<String> broken, boolean stopped) {
        Job ended = stores.unitOfWork().inTransaction(() -> {
            stores.jobs().lockQueue(); // nobody asks to cancel between the look and the end
            Job job = stores.jobCatalogue()
                    .find(id)
                    .orElseThrow(() -> new IllegalStateException("Job " + id + " is gone"));
            return stores.jobs().finish(id, howItEnds(job, broken, stopped)).orElse(job);
        });
        endings.signal();
        ItemCounts counts = ended.counts();
        LOG.info(
                "Job {} {}: {} processed, {} failed, {} skipped, {} cancelled",
                id,
                ended.status().wireName(),
                counts.processed(),
                counts.failed(),
                counts.skipped(),
                counts.cancelled());
    }

    private JobEnd howItEnds(Job job, Optional<String> broken, boolean stopped) {
        boolean unfinishedItems = job.counts().ended() < job.counts().total();
        if (broken.isPresent()) {
            return failed(broken.get());
        } else if (unfinishedItems) {
            return failed(stopped ? INTERRUPTED : NOT_RECORDED);
        }
        return JobEnds.of(job.counts(), () -> firstFailure(job.id()), clock.instant());
    }

    private JobEnd failed(String reason) {
        return new JobEnd(JobStatus.FAILED, reason, reason, clock.instant());
    }

    private String firstFailure(JobId id) {
        return stores.jobCatalogue().items(id).stream()
                .filter(item -> item.status() == ItemStatus.FAILED)
                .findFirst()
                .map(item -> item.filename() + ": " + item.message())
                .orElse("");
    }
}
