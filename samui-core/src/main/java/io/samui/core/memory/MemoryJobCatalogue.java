package io.samui.core.memory;

import io.samui.core.Page;
import io.samui.core.PageRequest;
import io.samui.core.job.ItemReport;
import io.samui.core.job.ItemRequest;
import io.samui.core.job.ItemStatus;
import io.samui.core.job.Job;
import io.samui.core.job.JobCatalogue;
import io.samui.core.job.JobId;
import io.samui.core.job.JobItem;
import io.samui.core.job.JobStatus;
import io.samui.core.job.QueueStatus;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

final class MemoryJobCatalogue implements JobCatalogue {

    private final MemoryState state;

    MemoryJobCatalogue(MemoryState state) {
        this.state = state;
    }

    @Override
    public Optional<Job> find(JobId id) {
        return state.unit.inTransaction(() -> state.jobs.find(id));
    }

    @Override
    public Optional<Standing> standing(JobId id) {
        return state.unit.inTransaction(() -> state.jobs
                .find(id)
                .map(job -> new Standing(
                        job.cancelRequested(),
                        state.paused(),
                        items(id).stream().anyMatch(item -> item.status() == ItemStatus.PENDING))));
    }

    @Override
    public Page<Job> list(PageRequest request) {
        return state.unit.inTransaction(() -> MemoryState.page(state.jobs.all(), request, Job::seq));
    }

    @Override
    public List<Job> withStatus(JobStatus status) {
        return state.unit.inTransaction(() -> state.jobs
                .all()
                .filter(job -> job.status() == status)
                .sorted(Comparator.comparing(Job::seq))
                .toList());
    }

    @Override
    public QueueStatus queue() {
        return state.unit.inTransaction(() -> new QueueStatus(
                state.paused(),
                withStatus(JobStatus.QUEUED).size(),
                withStatus(JobStatus.RUNNING).stream().map(Job::id).findFirst().orElse(null)));
    }

    @Override
    public Map<JobId, Integer> queuePositions(Collection<Job> jobs) {
        List<JobId> queued = withStatus(JobStatus.QUEUED).stream().map(Job::id).toList();
        return jobs.stream()
                .map(Job::id)
                .distinct()
                .filter(queued::contains)
                .collect(Collectors.toMap(job -> job, job -> queued.indexOf(job) + 1));
    }

    @Override
    public List<JobItem> items(JobId id) {
        return state.unit.inTransaction(
                () -> state.items.find(id).map(List::copyOf).orElse(List.of()));
    }

    @Override
    public List<JobItem> items(ItemRequest request) {
        return items(request.job()).stream()
                .filter(item -> item.position() >= request.from() && request.wants(item.status()))
                .limit(request.limit())
                .toList();
    }

    @Override
    public List<ItemReport> itemReports(ItemRequest request) {
        return state.unit.inTransaction(
                () -> items(request).stream().map(this::report).toList());
    }

    private ItemReport report(JobItem item) {
        return new ItemReport(
                item.position(),
                item.imageId(),
                item.filename(),
                item.status(),
                item.code(),
                item.message(),
                item.resultId(),
                item.startedAt(),
                item.endedAt(),
                Optional.ofNullable(item.resultId())
                        .flatMap(state.results::find)
                        .map(result -> result.provenance().timings())
                        .orElse(null));
    }

    @Override
    public Map<JobId, List<ItemName>> itemNames(Collection<JobId> jobs) {
        return state.unit.inTransaction(() -> jobs.stream()
                .distinct()
                .filter(job -> state.jobs.find(job).isPresent())
                .collect(Collectors.toMap(
                        job -> job,
                        job -> items(job).stream()
                                .map(item -> new ItemName(item.imageId(), item.filename()))
                                .toList())));
    }
}
