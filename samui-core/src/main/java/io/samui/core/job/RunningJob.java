package io.samui.core.job;

import java.time.Instant;

/** How the job that this process works gets on. Used under its owner's lock. */
final class RunningJob {

    private final JobId id;
    private final Throughput throughput = new Throughput();
    private JobPhase phase = JobPhase.LOADING_MODEL;
    private ItemCounts counts;
    private boolean cancelRequested;

    RunningJob(Job job) {
        this.id = job.id();
        this.counts = job.counts();
        this.cancelRequested = job.cancelRequested();
    }

    /** Somebody changed its row. Its counts are newer here. */
    void changed(Job job) {
        cancelRequested = job.cancelRequested();
    }

    /** The model has begun; until then, time was not spent on images. */
    void modelAnswers(Instant at) {
        phase = JobPhase.PROCESSING;
        throughput.begin(at);
    }

    void itemEnded(ItemStatus as, Instant at) {
        counts = counts.plus(as);
        if (as == ItemStatus.PROCESSED || as == ItemStatus.FAILED) {
            throughput.add(at);
        }
    }

    JobState state(Instant now) {
        return new JobState(id, JobStatus.RUNNING, counts, cancelRequested, progress(now));
    }

    JobProgress progress(Instant now) {
        Double perSecond = throughput.perSecond(now);
        Instant completion = cancelRequested ? null : throughput.completion(counts.total() - counts.ended(), now);
        return new JobProgress(phase, perSecond, completion);
    }
}
