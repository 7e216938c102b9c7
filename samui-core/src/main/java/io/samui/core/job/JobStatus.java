package io.samui.core.job;

import java.util.Locale;
import java.util.Set;

/** Where a job stands. {@link #next()} is the transition table. */
public enum JobStatus {
    QUEUED,
    RUNNING,
    COMPLETED,
    FAILED,
    CANCELLED;

    /** The states that may follow this one. */
    public Set<JobStatus> next() {
        return switch (this) {
            case QUEUED -> Set.of(RUNNING, CANCELLED);
            case RUNNING -> Set.of(COMPLETED, FAILED, CANCELLED);
            case COMPLETED, FAILED, CANCELLED -> Set.of();
        };
    }

    /** Whether it stays so. */
    public boolean ended() {
        return next().isEmpty();
    }

    /** The name in the API and in stored data, such as {@code queued}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
