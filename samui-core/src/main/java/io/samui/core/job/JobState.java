package io.samui.core.job;

import org.jspecify.annotations.Nullable;

/**
 * Where a job stands, in ids and counts.
 *
 * @param progress null unless it runs, in this process
 */
public record JobState(
        JobId id,
        JobStatus status,
        ItemCounts counts,
        boolean cancelRequested,
        @Nullable JobProgress progress) {

    /** As the job's row says. */
    static JobState of(Job job) {
        return new JobState(job.id(), job.status(), job.counts(), job.cancelRequested(), null);
    }
}
