package io.samui.core.memory;

import io.samui.core.job.ItemCounts;
import io.samui.core.job.Job;
import io.samui.core.job.JobItem;
import io.samui.core.job.JobStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job's row while it is changed. */
final class MemoryJob {

    private final Job before;
    JobStatus status;
    ItemCounts counts;

    @Nullable
    Instant startedAt;

    @Nullable
    Instant completedAt;

    @Nullable
    String error;

    @Nullable
    String currentFilename;

    boolean cancelRequested;
    boolean interrupted;

    @Nullable
    String modelId;

    MemoryJob(Job job) {
        this.before = job;
        this.status = job.status();
        this.counts = job.counts();
        this.startedAt = job.startedAt();
        this.completedAt = job.completedAt();
        this.error = job.error();
        this.currentFilename = job.currentFilename();
        this.cancelRequested = job.cancelRequested();
        this.interrupted = job.interrupted();
        this.modelId = job.modelId();
    }

    /** Brings counters and current file name in line with the items. */
    void refresh(List<JobItem> items) {
        counts = MemoryItems.count(items);
        currentFilename = MemoryItems.currentFilename(items);
    }

    Job toJob() {
        return new Job(
                before.id(),
                before.seq(),
                before.mode(),
                status,
                before.parameters(),
                counts,
                before.createdAt(),
                startedAt,
                completedAt,
                error,
                currentFilename,
                cancelRequested,
                interrupted,
                modelId,
                before.retryOf());
    }
}
