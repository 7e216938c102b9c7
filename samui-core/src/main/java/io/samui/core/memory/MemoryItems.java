package io.samui.core.memory;

import io.samui.core.history.ResultId;
import io.samui.core.job.FailureCode;
import io.samui.core.job.ItemCounts;
import io.samui.core.job.ItemOutcome;
import io.samui.core.job.ItemStatus;
import io.samui.core.job.JobId;
import io.samui.core.job.JobItem;
import io.samui.core.job.NewJob;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a job's items move along. */
final class MemoryItems {

    private MemoryItems() {}

    static JobItem pending(JobId job, int position, NewJob.NewItem item) {
        return new JobItem(
                job,
                position,
                item.imageId(),
                item.filename(),
                item.imageDigest(),
                item.snapshot(),
                ItemStatus.PENDING,
                null,
                null,
                null,
                null,
                null);
    }

    static JobItem running(JobItem item, Instant at) {
        return with(item, ItemStatus.RUNNING, null, null, null, at, null);
    }

    static JobItem ended(JobItem item, ItemOutcome outcome, Instant at) {
        Instant started = item.startedAt();
        if (outcome instanceof ItemOutcome.Processed processed) {
            return with(
                    item, ItemStatus.PROCESSED, null, null, processed.result().id(), started, at);
        } else if (outcome instanceof ItemOutcome.Skipped skipped) {
            return with(item, ItemStatus.SKIPPED, null, skipped.reason(), null, started, at);
        } else if (outcome instanceof ItemOutcome.Failed failed) {
            return with(item, ItemStatus.FAILED, failed.code(), failed.sentence(), null, started, at);
        } else if (outcome instanceof ItemOutcome.Cancelled cancelled) {
            return with(item, ItemStatus.CANCELLED, null, cancelled.reason(), null, started, at);
        }
        throw new IllegalStateException("There is no other outcome: " + outcome);
    }

    static ItemCounts count(List<JobItem> items) {
        Map<ItemStatus, Integer> of = new EnumMap<>(ItemStatus.class);
        items.forEach(item -> of.merge(item.status(), 1, Integer::sum));
        return new ItemCounts(
                items.size(),
                of.getOrDefault(ItemStatus.PROCESSED, 0),
                of.getOrDefault(ItemStatus.SKIPPED, 0),
                of.getOrDefault(ItemStatus.FAILED, 0),
                of.getOrDefault(ItemStatus.CANCELLED, 0));
    }

    static @Nullable String currentFilename(List<JobItem> items) {
        return items.stream()
                .filter(item -> item.status() == ItemStatus.RUNNING)
                .map(JobItem::filename)
                .findFirst()
                .orElse(null);
    }

    private static JobItem with(
            JobItem item,
            ItemStatus status,
            @Nullable FailureCode code,
            @Nullable String message,
            @Nullable ResultId resultId,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {
        return new JobItem(
                item.jobId(),
                item.position(),
                item.imageId(),
                item.filename(),
                item.imageDigest(),
                item.snapshot(),
                status,
                code,
                message,
                resultId,
                startedAt,
                endedAt);
    }
}
