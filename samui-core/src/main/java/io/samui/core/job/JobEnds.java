package io.samui.core.job;

import java.time.Instant;
import java.util.function.Supplier;

/** How a job ends that nothing interrupted. */
final class JobEnds {

    static final String CANCELLED = "cancelled by request";

    private static final String NONE_LEFT = "The job has ended";

    private JobEnds() {}

    /**
     * Failed when none was processed and at least one failed. Else cancelled when that was asked for, even if by then all its
     * images had ended: whoever was told that a job is being cancelled does not find it completed.
     *
     * @param job          as it is at its end
     * @param firstFailure the first failed item's file name and sentence; asked only when the job failed
     */
    static JobEnd of(Job job, Supplier<String> firstFailure, Instant at) {
        ItemCounts counts = job.counts();
        String itemReason = job.cancelRequested() ? CANCELLED : NONE_LEFT;
        if (counts.processed() == 0 && counts.failed() > 0) {
            String rest = counts.ended() < counts.total() ? ", the rest was " + itemReason : "";
            String error = "None of the " + counts.total() + " images was processed, " + counts.failed() + " failed"
                    + rest + ". The first: " + firstFailure.get();
            return new JobEnd(JobStatus.FAILED, error, itemReason, at);
        }
        return new JobEnd(job.cancelRequested() ? JobStatus.CANCELLED : JobStatus.COMPLETED, null, itemReason, at);
    }
}
