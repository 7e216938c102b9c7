package io.samui.core.job;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Port that moves jobs and items along. Thread-safe; each method is one transaction, or joins the caller's
 * {@link io.samui.core.UnitOfWork}. Methods that need the queue's lock take it themselves, but for {@link #insert} and {@link #addItems}.
 */
public interface JobStore {

    /**
     * Takes the queue's lock until the caller's transaction ends; waits for whoever holds it.
     *
     * @throws IllegalStateException outside a transaction
     */
    void lockQueue();

    /**
     * Adds a job at the end of the queue, with all its items pending. The caller holds the queue's lock, so what it read
     * before is still true.
     *
     * @throws IllegalStateException outside a transaction
     */
    Job insert(NewJob job);

    /**
     * Adds items behind those that a job has, pending, in the transaction that inserted it: so a long job needs not be in memory
     * at once.
     *
     * @return the job as it is now
     * @throws IllegalStateException outside a transaction, or when there is no such job
     */
    Job addItems(JobId job, List<NewJob.NewItem> items);

    /** Starts the oldest queued job; empty when there is none, while a job is running, and while the queue is paused. */
    Optional<Job> claimNext(Instant at);

    /** Notes which model runs a job; does nothing unless it is running. */
    void setModel(JobId job, String modelId);

    /**
     * Starts up to {@code limit} pending items of a running job, in order; empty when none is left, the job has ended, somebody
     * asked to cancel it, or the queue is paused.
     */
    List<JobItem> claimItems(JobId job, int limit, Instant at);

    /**
     * Ends running items: result rows, items and counters in one transaction. An item that is not running is passed over, and so is
     * a {@link ItemOutcome.Processed} one whose image is gone; the caller then deletes the blobs it wrote.
     *
     * @param outcomes by the items' positions, which is the order in which they end
     * @return the positions of those that were ended
     */
    Set<Integer> finishItems(JobId job, SortedMap<Integer, ItemOutcome> outcomes, Instant at);

    /**
     * {@link #finishItems} of one item.
     *
     * @return whether it was ended
     */
    default boolean finishItem(JobId job, int position, ItemOutcome outcome, Instant at) {
        return !finishItems(job, new TreeMap<>(Map.of(position, outcome)), at).isEmpty();
    }

    /**
     * Ends a job; its items that have not ended become cancelled in the same transaction. Does nothing when the job may not
     * take that status (see {@link JobStatus#next()}).
     *
     * @return the job as it is now; empty when nothing was done
     */
    Optional<Job> finish(JobId job, JobEnd end);

    /**
     * Notes that a running job is to be cancelled by whoever runs it. Noting it again changes nothing; does nothing unless the
     * job is running.
     */
    void requestCancel(JobId job);

    /**
     * Pauses the queue or lets it go on, until that is changed.
     *
     * @return whether it was otherwise before
     */
    boolean setPaused(boolean paused);
}
