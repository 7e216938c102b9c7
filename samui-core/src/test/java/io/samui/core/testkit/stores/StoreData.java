package io.samui.core.testkit.stores;

import io.samui.core.annotation.AnnotationId;
import io.samui.core.annotation.AnnotationSnapshot;
import io.samui.core.annotation.AnnotationSnapshot.SnapshotBox;
import io.samui.core.annotation.AnnotationSnapshot.SnapshotPoint;
import io.samui.core.annotation.BoxAnnotation;
import io.samui.core.annotation.PointAnnotation;
import io.samui.core.annotation.PromptType;
import io.samui.core.history.ProcessingResult;
import io.samui.core.history.Provenance;
import io.samui.core.history.ResultId;
import io.samui.core.history.Timings;
import io.samui.core.image.ImageFormat;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageRecord;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.JobId;
import io.samui.core.job.JobItem;
import io.samui.core.job.NewJob;
import io.samui.core.mask.Box;
import io.samui.core.mask.PixelBox;
import io.samui.core.storage.BlobKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Values to store in tests. */
public final class StoreData {

    /** Microseconds matter: a store that keeps milliseconds only is found out. */
    public static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123456Z");

    private StoreData() {}

    public static ImageRecord image(String filename) {
        ImageId id = new ImageId(UUID.randomUUID());
        return new ImageRecord(
                id,
                0,
                filename,
                new BlobKey("images/" + id + ".png"),
                ImageFormat.PNG,
                640,
                480,
                5_000_000_000L,
                "ab".repeat(32),
                NOW,
                null);
    }

    public static BoxAnnotation box(ImageId image, int x) {
        return new BoxAnnotation(newAnnotationId(), 0, image, new PixelBox(x, 2, 30, 40), PromptType.SEGMENT, NOW);
    }

    public static PointAnnotation point(ImageId image, int x, boolean positive) {
        return new PointAnnotation(newAnnotationId(), 0, image, x, 7, positive, NOW);
    }

    public static AnnotationSnapshot snapshot(int x) {
        return new AnnotationSnapshot(
                SegmentationMode.INSIDE_BOX,
                List.of(new SnapshotBox(newAnnotationId(), PromptType.SEGMENT, new PixelBox(x, 2, 30, 40))),
                List.of(),
                null);
    }

    public static AnnotationSnapshot findAllSnapshot(String text) {
        return new AnnotationSnapshot(
                SegmentationMode.FIND_ALL,
                List.of(new SnapshotBox(newAnnotationId(), PromptType.NEGATIVE_EXEMPLAR, new PixelBox(1, 2, 3, 4))),
                List.of(new SnapshotPoint(newAnnotationId(), 5, 6, false)),
                text);
    }

    public static NewJob job(ImageRecord... images) {
        return job(snapshot(1), images);
    }

    public static NewJob job(AnnotationSnapshot snapshot, ImageRecord... images) {
        return new NewJob(
                new JobId(UUID.randomUUID()),
                snapshot.mode(),
                new DecodeOptions(0.25, -1.5),
                NOW,
                Stream.of(images)
                        .map(image -> new NewJob.NewItem(image.id(), image.filename(), image.sha256(), snapshot))
                        .toList());
    }

    /** Of an item, with its snapshot. */
    public static ProcessingResult result(JobItem item) {
        return result(item, NOW);
    }

    /** Of an item, with its snapshot, made at that time. */
    public static ProcessingResult result(JobItem item, Instant at) {
        ResultId id = new ResultId(UUID.randomUUID());
        boolean findAll = item.snapshot().mode() == SegmentationMode.FIND_ALL;
        return new ProcessingResult(
                id,
                0,
                item.jobId(),
                item.imageId(),
                at,
                item.snapshot(),
                new Provenance(
                        item.imageDigest(),
                        "tiny",
                        "digest",
                        "runtime 1.0",
                        "cpu",
                        new DecodeOptions(0.25, -1.5),
                        new Timings(
                                Duration.ofNanos(1_000),
                                Duration.ofMillis(2),
                                Duration.ofMillis(3),
                                Duration.ofSeconds(4),
                                Duration.ZERO)),
                List.of(0.5, 1.0625),
                findAll ? List.of(new Box(1.5, 2.25, 3, 4)) : null,
                new BlobKey("masks/" + id + ".png"),
                new BlobKey("coco/" + id + ".json"));
    }

    private static AnnotationId newAnnotationId() {
        return new AnnotationId(UUID.randomUUID());
    }
}
