package io.samui.core.persistence;

/** What is at the bottom of a failure: the driver's own words. */
final class Causes {

    private Causes() {}

    static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
