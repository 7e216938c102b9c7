package io.samui.core;

/**
 * Asks for up to {@code limit} entries with a sequence number below {@code before}, newest first.
 *
 * @param limit  1 to {@value #MAX_LIMIT}
 * @param before exclusive upper bound of the sequence number; {@link Long#MAX_VALUE} starts at the newest
 */
public record PageRequest(int limit, long before) {

    /** The most entries of one page, and the size of an unpaged list. */
    public static final int MAX_LIMIT = 10_000;

    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidInputException("limit must be between 1 and " + MAX_LIMIT + ", but is " + limit);
        }
        if (before < 1) {
            throw new InvalidInputException("The cursor is not one that this list gave out");
        }
    }

    /** The newest {@value #MAX_LIMIT} entries: what an unpaged list shows. */
    public static PageRequest unpaged() {
        return first(MAX_LIMIT);
    }

    /** The newest {@code limit} entries. */
    public static PageRequest first(int limit) {
        return new PageRequest(limit, Long.MAX_VALUE);
    }
}
