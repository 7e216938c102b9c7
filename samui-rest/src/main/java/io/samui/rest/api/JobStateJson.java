package io.samui.rest.api;

import io.samui.core.job.JobProgress;
import io.samui.core.job.JobState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a job stands, in ids and counts; the names are those of a job. */
@Schema(name = "JobState")
record JobStateJson(
        @Schema(format = "uuid", example = Examples.ID) String id,

        @Schema(allowableValues = {"queued", "running", "completed", "failed", "cancelled"})
        String status,

        boolean cancelRequested,

        @Schema(
                description = "null unless it runs",
                allowableValues = {"loading_model", "processing"})
        @Nullable
        String phase,

        @Schema(example = "12") int imageCount,

        @Schema(description = "Images that have ended in any way", example = "3")
        int processedCount,

        int succeededCount,
        int failedCount,
        int skippedCount,
        int cancelledCount,

        @Schema(description = "Images per second of late; null while it is not known", example = "1.25") @Nullable
        Double throughput,

        @Schema(format = "date-time", description = "null while it is not known", example = Examples.TIME) @Nullable
        String estimatedCompletionAt) {

    static JobStateJson of(JobState job) {
        JobProgress progress = job.progress();
        return new JobStateJson(
                job.id().toString(),
                job.status().wireName(),
                job.cancelRequested(),
                phase(progress),
                job.counts().total(),
                job.counts().ended(),
                job.counts().processed(),
                job.counts().failed(),
                job.counts().skipped(),
                job.counts().cancelled(),
                throughput(progress),
                estimatedCompletion(progress));
    }

    static @Nullable String phase(@Nullable JobProgress progress) {
        return progress == null ? null : progress.phase().wireName();
    }

    /** More digits would say more than is known. */
    static @Nullable Double throughput(@Nullable JobProgress progress) {
        Double perSecond = progress == null ? null : progress.throughput();
        return perSecond == null
                ? null
                : BigDecimal.valueOf(perSecond).round(new MathContext(4)).doubleValue();
    }

    static @Nullable String estimatedCompletion(@Nullable JobProgress progress) {
        Instant at = progress == null ? null : progress.estimatedCompletionAt();
        return Timestamps.formatOrNull(at);
    }
}
