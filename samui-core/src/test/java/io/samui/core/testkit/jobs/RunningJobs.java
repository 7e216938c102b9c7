package io.samui.core.testkit.jobs;

import io.samui.core.Stores;
import io.samui.core.job.Job;
import io.samui.core.job.JobId;
import io.samui.core.job.JobStatus;
import io.samui.core.job.JobStore;
import io.samui.core.testkit.Interception;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sees which jobs run, while they do: between the claim and the end of each, as whoever works the queue asks for them, and in the
 * rows, whenever somebody looks. Thread-safe.
 */
final class RunningJobs {

    private final Set<JobId> running = new HashSet<>();
    private final List<Long> started = new ArrayList<>();
    private int mostAtOnce;
    private int mostInRows;
    private int seenInRows;

    /** The stores, with an eye on claims and ends. */
    Stores watch(Stores stores) {
        return Interception.returning(
                Stores.class,
                stores,
                (method, result) -> method.equals("jobs")
                        ? Interception.returning(JobStore.class, (JobStore) result, this::moved)
                        : result);
    }

    private synchronized @Nullable Object moved(String method, @Nullable Object result) {
        if (result instanceof Optional<?> changed && changed.isPresent() && changed.get() instanceof Job job) {
            if (method.equals("claimNext")) {
                started.add(job.seq());
                running.add(job.id());
                mostAtOnce = Math.max(mostAtOnce, running.size());
            } else if (method.equals("finish")) {
                running.remove(job.id());
            }
        }
        return result;
    }

    /** Looks at the rows. */
    void look(Stores stores) {
        int found = stores.jobCatalogue().withStatus(JobStatus.RUNNING).size();
        synchronized (this) {
            mostInRows = Math.max(mostInRows, found);
            seenInRows += found;
        }
    }

    /** Of the jobs that were claimed, in that order, their places in the queue. */
    synchronized List<Long> started() {
        return List.copyOf(started);
    }

    synchronized int mostAtOnce() {
        return mostAtOnce;
    }

    synchronized int mostInRows() {
        return mostInRows;
    }

    /** How often a look met a running job. */
    synchronized int seenInRows() {
        return seenInRows;
    }
}
