package io.samui.core.job;

/** How many items of a job ended how. */
public record ItemCounts(int total, int processed, int skipped, int failed, int cancelled) {

    /** Items that have ended in any way. */
    public int ended() {
        return processed + skipped + failed + cancelled;
    }

    /** With one more that ended so. */
    ItemCounts plus(ItemStatus end) {
        return switch (end) {
            case PROCESSED -> new ItemCounts(total, processed + 1, skipped, failed, cancelled);
            case SKIPPED -> new ItemCounts(total, processed, skipped + 1, failed, cancelled);
            case FAILED -> new ItemCounts(total, processed, skipped, failed + 1, cancelled);
            case CANCELLED -> new ItemCounts(total, processed, skipped, failed, cancelled + 1);
            case PENDING, RUNNING -> throw new IllegalArgumentException(end + " is not an end");
        };
    }
}
