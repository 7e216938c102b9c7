package io.samui.core.job;

import io.samui.core.Stores;
import io.samui.core.annotation.AnnotationSnapshot;
import io.samui.core.annotation.BoxAnnotation;
import io.samui.core.annotation.PointAnnotation;
import io.samui.core.change.Attempt;
import io.samui.core.change.ChangeDetector;
import io.samui.core.change.Pending;
import io.samui.core.change.Reason;
import io.samui.core.change.Success;
import io.samui.core.change.Wanted;
import io.samui.core.history.ProcessingResult;
import io.samui.core.history.Provenance;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageRecord;
import io.samui.core.inference.EngineInfo;
import io.samui.core.inference.SegmentationMode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes the snapshots of a request's images and judges each. Reads a fixed number of sets, however many images there are; run
 * under the queue's lock, what it finds stays true until the transaction ends.
 */
final class Detection {

    private final Stores stores;

    Detection(Stores stores) {
        this.stores = stores;
    }

    /** A finding for each image that exists, in the request's order. */
    List<Finding> detect(JobRequest request, EngineInfo engine) {
        Set<ImageId> ids = new LinkedHashSet<>(request.imageIds());
        SegmentationMode mode = request.mode();
        Map<ImageId, ImageRecord> images =
                stores.images().findAll(ids).stream().collect(Collectors.toMap(ImageRecord::id, Function.identity()));
        Map<ImageId, List<BoxAnnotation>> boxes =
                mode == SegmentationMode.POINT ? Map.of() : stores.annotations().boxes(images.keySet());
        Map<ImageId, List<PointAnnotation>> points =
                mode == SegmentationMode.POINT ? stores.annotations().points(images.keySet()) : Map.of();
        Map<ImageId, Pending> pending = stores.pastAndPending().newestPending(images.keySet(), mode);
        Map<ImageId, ProcessingResult> latest = stores.results().latest(images.keySet(), mode);
        Map<ImageId, Attempt> attempts = stores.pastAndPending().lastAttempts(images.keySet(), mode);
        return ids.stream()
                .map(images::get)
                .flatMap(image -> Optional.ofNullable(image).stream())
                .map(image -> {
                    AnnotationSnapshot snapshot = AnnotationSnapshot.of(
                            mode,
                            boxes.getOrDefault(image.id(), List.of()),
                            points.getOrDefault(image.id(), List.of()),
                            image.textPrompt());
                    Wanted wanted = new Wanted(
                            snapshot,
                            image.sha256(),
                            engine.modelDigest(),
                            request.parameters(),
                            PromptSupport.unsupported(engine, snapshot));
                    Reason reason = ChangeDetector.detect(
                            wanted, pending.get(image.id()), success(latest.get(image.id())), attempts.get(image.id()));
                    return new Finding(image, snapshot, reason, sentence(reason, wanted));
                })
                .toList();
    }

    private static String sentence(Reason reason, Wanted wanted) {
        String unsupported = wanted.unsupported();
        return reason == Reason.UNSUPPORTED_PROMPT && unsupported != null ? unsupported : reason.sentence();
    }

    private static @Nullable Success success(@Nullable ProcessingResult result) {
        if (result == null) {
            return null;
        }
        Provenance provenance = result.provenance();
        return new Success(
                result.snapshot(), provenance.imageDigest(), provenance.modelDigest(), provenance.parameters());
    }
}
