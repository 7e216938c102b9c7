package io.samui.core.persistence;

import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.ItemCounts;
import io.samui.core.job.Job;
import io.samui.core.job.JobId;
import io.samui.core.job.JobStatus;
import io.samui.core.job.NewJob;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

@Entity(name = "Job")
@Table(name = "job")
@NullUnmarked
class JobEntity {

    @Id
    Long seq;

    UUID id;
    String queue;

    @Enumerated(EnumType.STRING)
    SegmentationMode mode;

    @Enumerated(EnumType.STRING)
    JobStatus status;

    String parameters;
    int total;
    int processed;
    int skipped;
    int failed;
    int cancelled;
    Instant createdAt;
    Instant startedAt;
    Instant completedAt;
    String error;
    boolean cancelRequested;
    boolean interrupted;
    String modelId;
    UUID retryOf;

    static JobEntity from(NewJob job, long seq) {
        JobEntity entity = new JobEntity();
        entity.seq = seq;
        entity.id = job.id().value();
        entity.queue = JobQueueEntity.DEFAULT;
        entity.mode = job.mode();
        entity.status = JobStatus.QUEUED;
        entity.parameters = Codec.write(job.parameters());
        entity.createdAt = job.createdAt();
        entity.retryOf = job.retryOf() == null ? null : job.retryOf().value();
        return entity;
    }

    Job toDomain(@Nullable String currentFilename) {
        return new Job(
                new JobId(id),
                seq,
                mode,
                status,
                Codec.readParameters(parameters),
                new ItemCounts(total, processed, skipped, failed, cancelled),
                createdAt,
                startedAt,
                completedAt,
                error,
                currentFilename,
                cancelRequested,
                interrupted,
                modelId,
                retryOf == null ? null : new JobId(retryOf));
    }
}
