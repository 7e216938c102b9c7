package io.samui.core.memory;

import io.samui.core.history.ProcessingResult;
import io.samui.core.job.ItemOutcome;
import io.samui.core.job.ItemStatus;
import io.samui.core.job.Job;
import io.samui.core.job.JobEnd;
import io.samui.core.job.JobId;
import io.samui.core.job.JobItem;
import io.samui.core.job.JobStatus;
import io.samui.core.job.JobStore;
import io.samui.core.job.NewJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

final class MemoryJobStore implements JobStore {

    private final MemoryState state;

    MemoryJobStore(MemoryState state) {
        this.state = state;
    }

    @Override
    public void lockQueue() {
        // a transaction in memory holds the only lock there is
        state.unit.requireTransaction();
    }

    @Override
    public Job insert(NewJob newJob) {
        state.unit.requireTransaction();
        List<JobItem> items = new ArrayList<>();
        for (NewJob.NewItem item : newJob.items()) {
            items.add(MemoryItems.pending(newJob.id(), items.size(), item));
        }
        Job job = new Job(
                newJob.id(),
                state.nextSeq(),
                newJob.mode(),
                JobStatus.QUEUED,
                newJob.parameters(),
                MemoryItems.count(items),
                newJob.createdAt(),
                null,
                null,
                null,
                null,
                false,
                false,
                null,
                newJob.retryOf());
        state.jobs.put(job.id(), job);
        state.items.put(job.id(), items);
        return job;
    }

    @Override
    public Job addItems(JobId id, List<NewJob.NewItem> added) {
        state.unit.requireTransaction();
        Job job = state.jobs.find(id).orElseThrow(() -> new IllegalStateException("There is no job " + id));
        List<JobItem> items = new ArrayList<>(items(id));
        added.forEach(item -> items.add(MemoryItems.pending(id, items.size(), item)));
        state.items.put(id, items);
        return refresh(job);
    }

    @Override
    public Optional<Job> claimNext(Instant at) {
        return state.unit.inTransaction(() -> {
            if (state.paused() || state.jobs.all().anyMatch(job -> job.status() == JobStatus.RUNNING)) {
                return Optional.empty();
            }
            return state.jobs
                    .all()
                    .filter(job -> job.status() == JobStatus.QUEUED)
                    .min(Comparator.comparing(Job::seq))
                    .map(job -> change(job, row -> {
                        row.status = JobStatus.RUNNING;
                        row.startedAt = at;
                    }));
        });
    }

    @Override
    public void setModel(JobId id, String modelId) {
        changeRunning(id, row -> row.modelId = modelId);
    }

    @Override
    public List<JobItem> claimItems(JobId id, int limit, Instant at) {
        return state.unit.inTransaction(() -> {
            Job job = state.jobs.find(id).orElse(null);
            if (job == null || job.status() != JobStatus.RUNNING || job.cancelRequested() || state.paused()) {
                return List.of();
            }
            List<JobItem> claimed = items(id).stream()
                    .filter(item -> item.status() == ItemStatus.PENDING)
                    .limit(limit)
                    .map(item -> MemoryItems.running(item, at))
                    .toList();
            claimed.forEach(this::set);
            refresh(job);
            return claimed;
        });
    }

    @Override
    public Set<Integer> finishItems(JobId id, SortedMap<Integer, ItemOutcome> outcomes, Instant at) {
        return state.unit.inTransaction(() -> {
            Job job = state.jobs.find(id).orElse(null);
            if (job == null) {
                return Set.of();
            }
            Set<Integer> ended = outcomes.entrySet().stream()
                    .filter(item -> finishItem(items(id), item.getKey(), item.getValue(), at))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            refresh(job);
            return ended;
        });
    }

    private boolean finishItem(List<JobItem> items, int position, ItemOutcome outcome, Instant at) {
        if (position >= items.size() || items.get(position).status() != ItemStatus.RUNNING) {
            return false;
        }
        if (outcome instanceof ItemOutcome.Processed processed && !insert(processed.result())) {
            return false;
        }
        set(MemoryItems.ended(items.get(position), outcome, at));
        return true;
    }

    @Override
    public Optional<Job> finish(JobId id, JobEnd end) {
        return state.unit.inTransaction(() -> state.jobs
                .find(id)
                .filter(job -> job.status().next().contains(end.status()))
                .map(job -> {
                    items(id).stream()
                            .filter(item -> !item.status().ended())
                            .map(item -> MemoryItems.ended(item, new ItemOutcome.Cancelled(end.itemReason()), end.at()))
                            .toList()
                            .forEach(this::set);
                    return change(job, row -> {
                        row.refresh(items(id));
                        row.status = end.status();
                        row.completedAt = end.at();
                        row.error = end.error();
                        row.interrupted = end.interrupted();
                    });
                }));
    }

    @Override
    public void requestCancel(JobId id) {
        changeRunning(id, row -> row.cancelRequested = true);
    }

    @Override
    public boolean setPaused(boolean paused) {
        return state.unit.inTransaction(() -> state.setPaused(paused));
    }

    private boolean insert(ProcessingResult result) {
        boolean again = state.results
                .all()
                .anyMatch(other ->
                        other.jobId().equals(result.jobId()) && other.imageId().equals(result.imageId()));
        if (again || state.images.find(result.imageId()).isEmpty()) {
            return false;
        }
        state.results.put(result.id(), result.withSeq(state.nextSeq()));
        return true;
    }

    private List<JobItem> items(JobId id) {
        return state.items.find(id).orElse(List.of());
    }

    private void set(JobItem item) {
        List<JobItem> items = items(item.jobId());
        JobItem before = items.set(item.position(), item);
        state.unit.undoWith(() -> items.set(item.position(), before));
    }

    /** Changes a job that is running. */
    private void changeRunning(JobId id, Consumer<MemoryJob> change) {
        state.unit.inTransaction(() -> state.jobs
                .find(id)
                .filter(job -> job.status() == JobStatus.RUNNING)
                .ifPresent(job -> change(job, change)));
    }

    private Job change(Job job, Consumer<MemoryJob> change) {
        MemoryJob row = new MemoryJob(job);
        change.accept(row);
        Job changed = row.toJob();
        state.jobs.put(job.id(), changed);
        return changed;
    }

    /** Brings the job's counters and current file name in line with its items. */
    private Job refresh(Job job) {
        return change(job, row -> row.refresh(items(job.id())));
    }
}
