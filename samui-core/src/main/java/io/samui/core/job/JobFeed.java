package io.samui.core.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events on their way to one reader, taken together by job until it fetches them, so that a slow one costs no more than a bounded
 * amount of memory and holds nobody up. Thread-safe.
 */
final class JobFeed {

    /** What a reader needs that looks four times a second at the fastest job there is. */
    static final int MOST_ITEMS = 1_000;

    static final int MOST_JOBS = 1_000;

    private final @Nullable JobId only;
    private final Runnable whenNews;

    /** In the order of their last events. */
    private final Map<JobId, Waiting> waiting = new LinkedHashMap<>();

    private int items;
    private boolean told;
    private boolean overflowed;

    /**
     * @param only     the job that it is about; null for all
     * @param whenNews called when there is something to fetch, once until it is fetched
     */
    JobFeed(@Nullable JobId only, Runnable whenNews) {
        this.only = only;
        this.whenNews = whenNews;
    }

    /**
     * Takes an event in.
     *
     * @return whether the reader has to be told
     */
    synchronized boolean add(JobEvent event) {
        JobId id = event.job().id();
        if (overflowed || (only != null && !only.equals(id))) {
            return false;
        }
        Waiting job = waiting.remove(id);
        if (job == null && waiting.size() == MOST_JOBS) {
            waiting.clear();
            overflowed = true;
        } else {
            Waiting now = job == null ? new Waiting() : job;
            now.last = event;
            keepItem(now, event.item());
            waiting.put(id, now);
        }
        boolean tell = !told;
        told = true;
        return tell;
    }

    void tell() {
        whenNews.run();
    }

    /** What has come since the last call, in the order of the ids; empty when nothing has. */
    synchronized List<JobUpdate> poll() {
        List<JobUpdate> updates = waiting.values().stream()
                .map(job -> new JobUpdate(job.last().id(), job.last().job(), job.items, job.lagged))
                .toList();
        waiting.clear();
        items = 0;
        told = false;
        return updates;
    }

    /** Whether jobs are missing from what it says, now and from now on. */
    synchronized boolean overflowed() {
        return overflowed;
    }

    private void keepItem(Waiting job, @Nullable EndedItem item) {
        if (item == null || job.lagged) {
            return;
        }
        if (items == MOST_ITEMS) {
            items -= job.items.size();
            job.items.clear();
            job.lagged = true;
        } else {
            job.items.add(item);
            items++;
        }
    }

    /** What one job has in store for the reader. */
    private static final class Waiting {
        private final List<EndedItem> items = new ArrayList<>();
        private @Nullable JobEvent last;
        private boolean lagged;

        private JobEvent last() {
            if (last == null) {
                throw new IllegalStateException("Nothing has happened");
            }
            return last;
        }
    }
}
