package io.samui.core.job;

import java.time.Instant;
import java.util.function.Supplier;

/** How a job whose items have all ended ends. */
final class JobEnds {

    private static final String NONE_LEFT = "The job has ended";

    private JobEnds() {}

    /**
     * @param firstFailure the first failed item's file name and sentence; asked only when the job failed
     */
    static JobEnd of(ItemCounts counts, Supplier<String> firstFailure, Instant at) {
        if (counts.processed() == 0 && counts.failed() > 0) {
            String error = "None of the " + counts.total() + " images was processed, " + counts.failed()
                    + " failed. The first: " + firstFailure.get();
            return new JobEnd(JobStatus.FAILED, error, NONE_LEFT, at);
        }
        return new JobEnd(JobStatus.COMPLETED, null, NONE_LEFT, at);
    }
}
