package io.samui.core.persistence;

import io.samui.core.annotation.SnapshotDigest;
import io.samui.core.history.ResultId;
import io.samui.core.image.ImageId;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.FailureCode;
import io.samui.core.job.ItemStatus;
import io.samui.core.job.JobId;
import io.samui.core.job.JobItem;
import io.samui.core.job.NewJob;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

@Entity(name = "JobItem")
@Table(name = "job_item")
@NullUnmarked
class JobItemEntity {

    @EmbeddedId
    JobItemKey key;

    UUID imageId;
    String filename;
    String imageDigest;

    @Enumerated(EnumType.STRING)
    SegmentationMode mode;

    String promptGeometry;
    String promptText;
    String parametersDigest;
    String snapshot;

    @Enumerated(EnumType.STRING)
    ItemStatus status;

    @Enumerated(EnumType.STRING)
    FailureCode code;

    String message;
    UUID resultId;
    Instant startedAt;
    Instant endedAt;

    /**
     * @param parametersDigest of the job's
     */
    static JobItemEntity from(NewJob.NewItem item, JobItemKey key, String parametersDigest) {
        JobItemEntity entity = new JobItemEntity();
        entity.key = key;
        entity.imageId = item.imageId().value();
        entity.filename = item.filename();
        entity.imageDigest = item.imageDigest();
        SnapshotDigest digest = item.snapshot().digest();
        entity.mode = digest.mode();
        entity.promptGeometry = digest.geometry();
        entity.promptText = digest.text();
        entity.parametersDigest = parametersDigest;
        entity.snapshot = Codec.write(item.snapshot());
        entity.status = ItemStatus.PENDING;
        return entity;
    }

    JobItem toDomain(JobId job) {
        return new JobItem(
                job,
                key.position(),
                new ImageId(imageId),
                filename,
                imageDigest,
                Codec.readSnapshot(snapshot),
                status,
                code,
                message,
                resultId == null ? null : new ResultId(resultId),
                startedAt,
                endedAt);
    }
}
