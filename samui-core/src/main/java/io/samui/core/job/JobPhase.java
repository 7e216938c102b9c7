package io.samui.core.job;

import java.util.Locale;

/** What a running job is at. */
public enum JobPhase {
    /** The model has not begun with an image: its weights may have to be loaded first. */
    LOADING_MODEL,
    PROCESSING;

    /** The name in the API, such as {@code loading_model}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
