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

    Optional<Job> find(JobId id);

    /** Newest first. */
    Page<Job> list(PageRequest request);

    /** Jobs of a status, oldest first. */
    List<Job> withStatus(JobStatus status);

    /** A job's items in order; empty when there is no such job. */
    List<JobItem> items(JobId id);

    /** The images of each of these jobs, in order. */
    Map<JobId, List<ItemName>> itemNames(Collection<JobId> jobs);
}
