package io.samui.core.job;

import java.util.Locale;

/** Where one image of a job stands; the last four are ends, and an item ends once. */
public enum ItemStatus {
    PENDING,
    RUNNING,
    PROCESSED,
    SKIPPED,
    FAILED,
    CANCELLED;

    public boolean ended() {
        return this != PENDING && this != RUNNING;
    }

    /** The name in the API and in stored data. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
