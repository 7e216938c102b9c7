package io.samui.core.job;

/** How many items of a job ended how. */
public record ItemCounts(int total, int processed, int skipped, int failed, int cancelled) {

    /** Items that have ended in any way. */
    public int ended() {
        return processed + skipped + failed + cancelled;
    }
}
