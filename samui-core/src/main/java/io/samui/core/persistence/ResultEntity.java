package io.samui.core.persistence;

import io.samui.core.annotation.SnapshotDigest;
import io.samui.core.history.ProcessingResult;
import io.samui.core.history.ResultId;
import io.samui.core.image.ImageId;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.JobId;
import io.samui.core.storage.BlobKey;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

@Entity(name = "Result")
@Table(name = "result")
@NullUnmarked
class ResultEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long seq;

    UUID id;
    UUID jobId;
    UUID imageId;

    @Enumerated(EnumType.STRING)
    SegmentationMode mode;

    Instant processedAt;
    String promptGeometry;
    String promptText;
    String imageDigest;
    String modelDigest;
    String parametersDigest;
    String snapshot;
    String provenance;
    String scores;
    String boxes;
    String maskKey;
    String cocoKey;

    static ResultEntity from(ProcessingResult result) {
        ResultEntity entity = new ResultEntity();
        entity.id = result.id().value();
        entity.jobId = result.jobId().value();
        entity.imageId = result.imageId().value();
        entity.mode = result.mode();
        entity.processedAt = result.processedAt();
        SnapshotDigest digest = result.snapshot().digest();
        entity.promptGeometry = digest.geometry();
        entity.promptText = digest.text();
        entity.imageDigest = result.provenance().imageDigest();
        entity.modelDigest = result.provenance().modelDigest();
        entity.parametersDigest = result.provenance().parameters().digest();
        entity.snapshot = Codec.write(result.snapshot());
        entity.provenance = Codec.write(result.provenance());
        entity.scores = Codec.writeScores(result.scores());
        entity.boxes = Codec.writeBoxes(result.boxes());
        entity.maskKey = result.maskKey().value();
        entity.cocoKey = result.cocoKey().value();
        return entity;
    }

    ProcessingResult toDomain() {
        return new ProcessingResult(
                new ResultId(id),
                seq,
                new JobId(jobId),
                new ImageId(imageId),
                processedAt,
                Codec.readSnapshot(snapshot),
                Codec.readProvenance(provenance),
                Codec.readScores(scores),
                Codec.readBoxes(boxes),
                new BlobKey(maskKey),
                new BlobKey(cocoKey));
    }
}
