package io.samui.core.persistence;

import io.samui.core.job.IdempotencyKey;
import io.samui.core.job.JobId;
import io.samui.core.job.KeyedSubmission;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

@Entity(name = "SubmissionKey")
@Table(name = "submission_key")
@NullUnmarked
class SubmissionKeyEntity {

    @Id
    String idempotencyKey;

    String requestDigest;
    UUID jobId;

    static SubmissionKeyEntity from(KeyedSubmission submission) {
        SubmissionKeyEntity entity = new SubmissionKeyEntity();
        entity.idempotencyKey = submission.key().value();
        entity.requestDigest = submission.requestDigest();
        entity.jobId = submission.job().value();
        return entity;
    }

    KeyedSubmission toDomain() {
        return new KeyedSubmission(new IdempotencyKey(idempotencyKey), requestDigest, new JobId(jobId));
    }
}
