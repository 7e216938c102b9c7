package io.samui.core.job;

import io.samui.core.Page;
import io.samui.core.PageRequest;
import io.samui.core.image.ImageId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Port that reads jobs and items. Thread-safe; each method is one transaction, or joins the caller's
 * {@link io.samui.core.UnitOfWork}.
 */
public interface JobCatalogue {

    /** An image of a job, by name. */
    record ItemName(ImageId imageId, String filename) {}

    /**
     * Whether a job may go on, asked while it runs.
     *
     * @param cancelRequested somebody asked to cancel it
     * @param paused          the queue is paused
     * @param itemsPending    it has items that were not claimed
     */
    record Standing(boolean cancelRequested, boolean paused, boolean itemsPending) {}

    Optional<Job> find(JobId id);

    /** Reads little, however long the job is; empty when there is no such job. */
    Optional<Standing> standing(JobId id);

    /** Newest first. */
    Page<Job> list(PageRequest request);

    /** Jobs of a status, oldest first. */
    List<Job> withStatus(JobStatus status);

    /** How the queue stands, all at one moment. */
    QueueStatus queue();

    /**
     * Places in the queue of those of these jobs that wait in it; 1 is next. One statement, and none when none of them was
     * queued.
     */
    Map<JobId, Integer> queuePositions(Collection<Job> jobs);

    /** A job's items in order; empty when there is no such job. */
    List<JobItem> items(JobId id);

    /** Some of a job's items, in order; empty when there is no such job. Reads no more than are asked for. */
    List<JobItem> items(ItemRequest request);

    /** What became of some of a job's items, as {@link #items(ItemRequest)} finds them; snapshots are not read. */
    List<ItemReport> itemReports(ItemRequest request);

    /** The images of each of these jobs, in order. */
    Map<JobId, List<ItemName>> itemNames(Collection<JobId> jobs);
}
