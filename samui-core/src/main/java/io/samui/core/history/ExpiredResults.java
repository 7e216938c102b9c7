package io.samui.core.history;

import java.util.List;
import java.util.OptionalLong;

/**
 * The expired ones among some results.
 *
 * @param ids   of the expired ones, oldest first
 * @param next  the {@code seq} of the last one that was looked at, behind which the search goes on; empty when all were
 */
public record ExpiredResults(List<ResultId> ids, OptionalLong next) {

    public ExpiredResults {
        ids = List.copyOf(ids);
    }
}
