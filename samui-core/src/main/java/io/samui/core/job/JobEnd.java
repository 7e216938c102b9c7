package io.samui.core.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a job ends.
 *
 * @param status      an end of the transition table
 * @param error       for people; not null when failed
 * @param itemReason  why items that have not ended are cancelled with it
 * @param interrupted whether a stop, a crash or a lost record ended it before its time
 * @param at          when
 */
public record JobEnd(JobStatus status, @Nullable String error, String itemReason, boolean interrupted, Instant at) {

    /** One that nothing interrupted. */
    public JobEnd(JobStatus status, @Nullable String error, String itemReason, Instant at) {
        this(status, error, itemReason, false, at);
    }

    public JobEnd {
        if (!status.ended()) {
            throw new IllegalArgumentException(status + " is not an end");
        }
        if (status == JobStatus.FAILED && error == null) {
            throw new IllegalArgumentException("A failed job says why");
        }
    }

    /** Failed, because something ended it before its time. */
    static JobEnd interrupted(String why, Instant at) {
        return new JobEnd(JobStatus.FAILED, why, why, true, at);
    }
}
