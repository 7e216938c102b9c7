package io.samui.core.job;

import io.samui.core.SamuiException;
import io.samui.core.StoreException;
import io.samui.core.Stores;
import io.samui.core.inference.Cancellation;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
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
    private final JobEvents events;
    private final QueueSignals signals;
    private final UnfinishedJobs unfinished;

    /** Whether a job may be running that nobody runs, because its store was away. */
    private boolean leftBehind;

    JobWorker(ImagePipeline pipeline, QueueSignals signals, JobEvents events, UnfinishedJobs unfinished) {
        this.stores = pipeline.stores();
        this.pipeline = pipeline;
        this.clock = pipeline.clock();
        this.signals = signals;
        this.events = events;
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
        Patience patience = pipeline.patience(job, stop, hurry);
        events.started(job);
        Cancellation cancellation = new Cancellation();
        JobRun run = new JobRun(job, pipeline, events, stop, cancellation);
        try (var hurrying = hurry.onCancel(cancellation::cancel);
                var listening = signals.listen(run.control())) {
            noteModel(job.id(), patience);
            work(run);
        }
        announce(patience.untilDone(() -> end(job.id(), run.broken(), stop.isCancelled())));
    }

    private void noteModel(JobId job, Patience patience) {
        modelId(job)
                .ifPresent(model -> patience.untilDone(() -> {
                    stores.jobs().setModel(job, model);
                    return model;
                }));
    }

    private Optional<String> modelId(JobId job) {
        try {
            return Optional.of(pipeline.engines().get().info().modelId());
        } catch (SamuiException e) { // each of its images will say so
            LOG.warn("Job {} starts without a usable model: {}", job, e.getMessage());
            return Optional.empty();
        }
    }

    private static void work(JobRun run) {
        try {
            run.run();
        } catch (StoreException e) {
            if (!run.control().cancelAsked()) {
                throw e;
            }
            LOG.warn(
                    "Job {} is cancelled while the database is away: {}",
                    run.job().id(),
                    e.getMessage());
        }
    }

    private Job end(JobId id, Optional<String> broken, boolean stopped) {
        return stores.unitOfWork().inTransaction(() -> {
            stores.jobs().lockQueue(); // nobody asks to cancel between the look and the end
            Job job = stores.jobCatalogue()
                    .find(id)
                    .orElseThrow(() -> new IllegalStateException("Job " + id + " is gone"));
            return stores.jobs().finish(id, howItEnds(job, broken, stopped)).orElse(job);
        });
    }

    private void announce(Job ended) {
        events.publish(ended);
        ItemCounts counts = ended.counts();
        LOG.info(
                "Job {} {}: {} processed, {} failed, {} skipped, {} cancelled",
                ended.id(),
                ended.status().wireName(),
                counts.processed(),
                counts.failed(),
                counts.skipped(),
                counts.cancelled());
    }

    private JobEnd howItEnds(Job job, Optional<String> broken, boolean stopped) {
        boolean unfinishedItems = job.counts().ended() < job.counts().total();
        if (broken.isPresent()) {
            return new JobEnd(JobStatus.FAILED, broken.get(), broken.get(), clock.instant());
        } else if (unfinishedItems && stopped) {
            return JobEnd.interrupted(INTERRUPTED, clock.instant());
        } else if (unfinishedItems && !job.cancelRequested()) {
            return JobEnd.interrupted(NOT_RECORDED, clock.instant());
        }
        return JobEnds.of(job, () -> firstFailure(job.id()), clock.instant());
    }

    private String firstFailure(JobId id) {
        return stores.jobCatalogue().items(ItemRequest.first(id, Set.of(ItemStatus.FAILED), 1)).stream()
                .findFirst()
                .map(item -> item.filename() + ": " + item.message())
                .orElse("");
    }
}
