package io.samui.rest.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.samui.core.job.Job;
import io.samui.core.job.JobCatalogue.ItemName;
import io.samui.core.job.JobProgress;
import io.samui.core.job.JobStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job as the API shows it.
 *
 * @param imageIds       absent in lists with a limit
 * @param imageFilenames absent in lists with a limit
 */
@Schema(name = "Job")
record JobJson(
        @Schema(format = "uuid", example = Examples.ID) String id,

        @Schema(allowableValues = {"inside_box", "find_all", "point"})
        String mode,

        @Schema(allowableValues = {"queued", "running", "completed", "failed", "cancelled"})
        String status,

        @Schema(description = "In the order of processing; absent in lists with a limit")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        List<String> imageIds,

        @Schema(description = "In the order of processing; absent in lists with a limit")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        List<String> imageFilenames,

        @Schema(description = "Equals processed_count", example = "3")
        int currentIndex,

        @Schema(format = "date-time", example = Examples.TIME)
        String createdAt,

        @Schema(format = "date-time", description = "null while queued") @Nullable
        String startedAt,

        @Schema(format = "date-time", description = "null until it ended") @Nullable
        String completedAt,

        @Schema(description = "Never null when the status is failed") @Nullable
        String error,

        @Schema(example = "12") int imageCount,
        boolean isRunning,

        @Schema(description = "Images that have ended in any way", example = "3")
        int processedCount,

        @Nullable String currentImageFilename,

        @Schema(description = "The parameters that it runs with, all of them")
        UsedParametersJson parameters,

        int succeededCount,
        int failedCount,

        @Schema(description = "Images that were deleted before their turn")
        int skippedCount,

        @Schema(description = "Images that the end of the job came before")
        int cancelledCount,

        @Schema(description = "Somebody asked to cancel it while it ran")
        boolean cancelRequested,

        @Schema(description = "1 is next; null unless queued", example = "1") @Nullable
        Integer queuePosition,

        @Schema(description = "A stop, a crash or a lost record ended it before its time")
        boolean interrupted,

        @Schema(description = "The model configured when it started; null before, and where none was usable") @Nullable
        String modelId,

        @Schema(
                format = "uuid",
                description = "The job whose failed and cancelled images it does again; null when it is none")
        @Nullable
        String retryOf,

        @Schema(
                description = "null unless it runs",
                allowableValues = {"loading_model", "processing"})
        @Nullable
        String phase,

        @Schema(description = "Images per second of late; null unless it runs and that is known", example = "1.25")
        @Nullable
        Double throughput,

        @Schema(
                format = "date-time",
                description = "When it ends if it goes on as of late; null unless it runs and that is known")
        @Nullable
        String estimatedCompletionAt) {

    /**
     * With the names of its images.
     *
     * @param position in the queue; null unless queued
     * @param progress empty unless this process works it
     */
    static JobJson of(Job job, List<ItemName> images, @Nullable Integer position, Optional<JobProgress> progress) {
        return of(
                job,
                position,
                progress.orElse(null),
                images.stream().map(item -> item.imageId().toString()).toList(),
                images.stream().map(ItemName::filename).toList());
    }

    /** Without the names of its images, which may be many. */
    static JobJson brief(Job job, @Nullable Integer position, Optional<JobProgress> progress) {
        return of(job, position, progress.orElse(null), null, null);
    }

    private static JobJson of(
            Job job,
            @Nullable Integer position,
            @Nullable JobProgress progress,
            @Nullable List<String> imageIds,
            @Nullable List<String> imageFilenames) {
        return new JobJson(
                job.id().toString(),
                job.mode().wireName(),
                job.status().wireName(),
                imageIds,
                imageFilenames,
                job.counts().ended(),
                Timestamps.format(job.createdAt()),
                Timestamps.formatOrNull(job.startedAt()),
                Timestamps.formatOrNull(job.completedAt()),
                job.error(),
                job.counts().total(),
                job.status() == JobStatus.RUNNING,
                job.counts().ended(),
                job.currentFilename(),
                UsedParametersJson.of(job.parameters()),
                job.counts().processed(),
                job.counts().failed(),
                job.counts().skipped(),
                job.counts().cancelled(),
                job.cancelRequested(),
                position,
                job.interrupted(),
                job.modelId(),
                job.retryOf() == null ? null : job.retryOf().toString(),
                JobStateJson.phase(progress),
                JobStateJson.throughput(progress),
                JobStateJson.estimatedCompletion(progress));
    }
}
