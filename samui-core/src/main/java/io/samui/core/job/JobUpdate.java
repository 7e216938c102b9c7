package io.samui.core.job;

import java.util.List;

/**
 * What has happened to one job since its reader last looked, taken together.
 *
 * @param id         of the last event in it: grows from update to update, over a restart of the process too
 * @param job        as it was right after that event
 * @param endedItems images that have ended meanwhile, in the order of their ends; those that were cancelled together with their
 *                   job are in its counts only
 * @param lagged     whether ends are missing from it, because there were too many since the reader last looked
 */
public record JobUpdate(long id, JobState job, List<EndedItem> endedItems, boolean lagged) {

    public JobUpdate {
        endedItems = List.copyOf(endedItems);
    }
}
