package io.samui.core.history;

import io.samui.core.annotation.AnnotationSnapshot;
import io.samui.core.image.ImageId;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.JobId;
import io.samui.core.mask.Box;
import io.samui.core.storage.BlobKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the history.
 *
 * @param seq         order of all results; the latest of an image and mode is the one with the highest
 * @param snapshot    exactly what it was made from; its mode is the result's
 * @param scores      one per instance
 * @param boxes       in {@code find_all} the discovered boxes, one per instance, possibly none; null in the other modes
 * @param maskKey     the union mask, a PNG of the image's size
 * @param cocoKey     the COCO document
 */
public record ProcessingResult(
        ResultId id,
        long seq,
        JobId jobId,
        ImageId imageId,
        Instant processedAt,
        AnnotationSnapshot snapshot,
        Provenance provenance,
        List<Double> scores,
        @Nullable List<Box> boxes,
        BlobKey maskKey,
        BlobKey cocoKey) {

    public ProcessingResult {
        scores = List.copyOf(scores);
        boxes = boxes == null ? null : List.copyOf(boxes);
    }

    public SegmentationMode mode() {
        return snapshot.mode();
    }

    public ProcessingResult withSeq(long newSeq) {
        return new ProcessingResult(
                id, newSeq, jobId, imageId, processedAt, snapshot, provenance, scores, boxes, maskKey, cocoKey);
    }
}
