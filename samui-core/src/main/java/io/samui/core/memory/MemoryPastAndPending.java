package io.samui.core.memory;

import io.samui.core.change.Attempt;
import io.samui.core.change.Pending;
import io.samui.core.image.ImageId;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.ItemStatus;
import io.samui.core.job.Job;
import io.samui.core.job.JobItem;
import io.samui.core.job.PastAndPending;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;

final class MemoryPastAndPending implements PastAndPending {

    private final MemoryState state;

    MemoryPastAndPending(MemoryState state) {
        this.state = state;
    }

    @Override
    public Map<ImageId, Pending> newestPending(Collection<ImageId> images, SegmentationMode mode) {
        return newest(
                images,
                mode,
                item -> !item.status().ended(),
                (job, item) -> new Pending(item.snapshot(), item.imageDigest(), job.parameters()));
    }

    @Override
    public Map<ImageId, Attempt> lastAttempts(Collection<ImageId> images, SegmentationMode mode) {
        return newest(
                images,
                mode,
                item -> item.status() == ItemStatus.PROCESSED || item.status() == ItemStatus.FAILED,
                (job, item) -> new Attempt(item.snapshot(), item.status() == ItemStatus.FAILED));
    }

    private <T> Map<ImageId, T> newest(
            Collection<ImageId> images,
            SegmentationMode mode,
            Predicate<JobItem> condition,
            BiFunction<Job, JobItem, T> value) {
        Set<ImageId> wanted = Set.copyOf(images);
        Map<ImageId, T> found = new HashMap<>();
        state.unit.inTransaction(() -> state.jobs
                .all()
                .filter(job -> job.mode() == mode)
                .sorted(Comparator.comparing(Job::seq).reversed())
                .forEach(job -> state.items.find(job.id()).orElse(List.of()).stream()
                        .filter(condition)
                        .filter(item -> wanted.contains(item.imageId()))
                        .forEach(item -> found.computeIfAbsent(item.imageId(), id -> value.apply(job, item)))));
        return found;
    }
}
