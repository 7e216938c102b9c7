package io.samui.core.job;

import java.util.Locale;

/** Why an item failed; the sentence beside it says what to do. */
public enum FailureCode {
    OUT_OF_MEMORY,
    TOO_LARGE,
    MODE_NOT_SUPPORTED,
    UNREADABLE_IMAGE,
    MODEL_NOT_LOADED,
    INFERENCE,
    STORAGE,
    INTERNAL;

    /** The name in the API and in stored data, such as {@code out_of_memory}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
