package io.samui.core.job;

import io.samui.core.InvalidInputException;
import io.samui.core.PageRequest;
import java.util.Set;

/**
 * Asks for some of a job's items, in order.
 *
 * @param statuses only items that stand so; empty asks for all
 * @param from     position to begin at
 * @param limit    1 to {@value io.samui.core.PageRequest#MAX_LIMIT}
 */
public record ItemRequest(JobId job, Set<ItemStatus> statuses, int from, int limit) {

    public ItemRequest {
        statuses = Set.copyOf(statuses);
        if (limit < 1 || limit > PageRequest.MAX_LIMIT) {
            throw new InvalidInputException(
                    "limit must be between 1 and " + PageRequest.MAX_LIMIT + ", but is " + limit);
        }
        if (from < 0) {
            throw new IllegalArgumentException("Positions begin at 0: " + from);
        }
    }

    /** The first {@code limit} items that stand so. */
    public static ItemRequest first(JobId job, Set<ItemStatus> statuses, int limit) {
        return new ItemRequest(job, statuses, 0, limit);
    }

    /** As many, from another position on. */
    public ItemRequest from(int position) {
        return new ItemRequest(job, statuses, position, limit);
    }

    /** Whether an item that stands so is asked for. */
    public boolean wants(ItemStatus status) {
        return statuses.isEmpty() || statuses.contains(status);
    }
}
