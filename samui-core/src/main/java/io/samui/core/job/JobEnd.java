package io.samui.core.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a job ends.
 *
 * @param status     an end of the transition table
 * @param error      for people; not null when failed
 * @param itemReason why items that have not ended are cancelled with it
 * @param at         when
 */
public record JobEnd(JobStatus status, @Nullable String error, String itemReason, Instant at) {

    public JobEnd {
        if (!status.ended()) {
            throw new IllegalArgumentException(status + " is not an end");
        }
        if (status == JobStatus.FAILED && error == null) {
            throw new IllegalArgumentException("A failed job says why");
        }
    }
}
