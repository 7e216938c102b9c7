package io.samui.core.persistence;

import org.jspecify.annotations.Nullable;

/** What is at the bottom of a failure: the driver's own words. */
final class Causes {

    private Causes() {}

    static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : oneLine(root.getMessage());
    }

    /** Without the line breaks that tools lay their messages out with. */
    static String oneLine(@Nullable String message) {
        return String.valueOf(message).strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
