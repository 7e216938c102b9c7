package io.samui.core.memory;

import io.samui.core.annotation.AnnotationSnapshot;
import io.samui.core.annotation.BoxAnnotation;
import io.samui.core.annotation.PointAnnotation;
import io.samui.core.change.Attempt;
import io.samui.core.change.Pending;
import io.samui.core.change.Success;
import io.samui.core.history.ProcessingResult;
import io.samui.core.history.Provenance;
import io.samui.core.image.ImageId;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.ImageState;
import io.samui.core.job.ImageStates;
import io.samui.core.job.ItemStatus;
import io.samui.core.job.Job;
import io.samui.core.job.JobItem;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Sums up on the fly. */
final class MemoryImageStates implements ImageStates {

    private final MemoryState state;

    MemoryImageStates(MemoryState state) {
        this.state = state;
    }

    @Override
    public List<ImageState> find(Collection<ImageId> images, SegmentationMode mode) {
        Set<ImageId> wanted = new HashSet<>(images);
        return state.unit.inTransaction(() -> {
            Map<ImageId, List<BoxAnnotation>> boxes = state.boxes
                    .all()
                    .filter(box -> wanted.contains(box.imageId()))
                    .collect(Collectors.groupingBy(BoxAnnotation::imageId));
            Map<ImageId, List<PointAnnotation>> points = state.points
                    .all()
                    .filter(point -> wanted.contains(point.imageId()))
                    .collect(Collectors.groupingBy(PointAnnotation::imageId));
            Map<ImageId, Pending> pending = newest(
                    wanted,
                    mode,
                    item -> !item.status().ended(),
                    (job, item) -> new Pending(
                            item.snapshot().digest(),
                            item.imageDigest(),
                            job.parameters().digest()));
            Map<ImageId, Attempt> last = newest(
                    wanted,
                    mode,
                    item -> item.status() == ItemStatus.PROCESSED || item.status() == ItemStatus.FAILED,
                    (job, item) -> new Attempt(item.snapshot().digest(), item.status() == ItemStatus.FAILED));
            Map<ImageId, Success> successes = successes(wanted, mode);
            return wanted.stream()
                    .map(state.images::find)
                    .flatMap(Optional::stream)
                    .map(image -> new ImageState(
                            image.id(),
                            image.filename(),
                            image.sha256(),
                            AnnotationSnapshot.of(
                                            mode,
                                            boxes.getOrDefault(image.id(), List.of()),
                                            points.getOrDefault(image.id(), List.of()),
                                            image.textPrompt())
                                    .summary(),
                            mode == SegmentationMode.FIND_ALL ? image.textPrompt() : null,
                            pending.get(image.id()),
                            successes.get(image.id()),
                            last.get(image.id())))
                    .toList();
        });
    }

    private Map<ImageId, Success> successes(Set<ImageId> wanted, SegmentationMode mode) {
        Map<ImageId, Success> found = new HashMap<>();
        state.results
                .all()
                .filter(result -> result.mode() == mode && wanted.contains(result.imageId()))
                .sorted(Comparator.comparing(ProcessingResult::seq))
                .forEach(result -> found.put(result.imageId(), success(result)));
        return found;
    }

    private static Success success(ProcessingResult result) {
        Provenance provenance = result.provenance();
        return new Success(
                result.snapshot().digest(),
                provenance.imageDigest(),
                provenance.modelDigest(),
                provenance.parameters().digest());
    }

    private <T> Map<ImageId, T> newest(
            Set<ImageId> wanted,
            SegmentationMode mode,
            Predicate<JobItem> condition,
            BiFunction<Job, JobItem, T> value) {
        Map<ImageId, T> found = new HashMap<>();
        state.jobs
                .all()
                .filter(job -> job.mode() == mode)
                .sorted(Comparator.comparing(Job::seq).reversed())
                .forEach(job -> state.items.find(job.id()).orElse(List.of()).stream()
                        .filter(condition)
                        .filter(item -> wanted.contains(item.imageId()))
                        .forEach(item -> found.computeIfAbsent(item.imageId(), id -> value.apply(job, item))));
        return found;
    }
}
