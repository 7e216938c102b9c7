package io.samui.core.persistence;

import io.samui.core.job.ItemOutcome;
import io.samui.core.job.ItemStatus;
import io.samui.core.job.Job;
import io.samui.core.job.JobEnd;
import io.samui.core.job.JobId;
import io.samui.core.job.JobItem;
import io.samui.core.job.JobStatus;
import io.samui.core.job.JobStore;
import io.samui.core.job.NewJob;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

final class JpaJobStore implements JobStore {

    private static final Set<ItemStatus> NOT_ENDED = Set.of(ItemStatus.PENDING, ItemStatus.RUNNING);

    private final JpaUnitOfWork unit;

    JpaJobStore(JpaUnitOfWork unit) {
        this.unit = unit;
    }

    @Override
    public void lockQueue() {
        unit.requireTransaction();
        unit.write(JpaJobStore::lock);
    }

    @Override
    public Job insert(NewJob newJob) {
        unit.requireTransaction();
        return unit.write(manager -> {
            JobQueueEntity queue = lock(manager);
            queue.lastSeq++;
            JobEntity job = JobEntity.from(newJob, queue.lastSeq);
            manager.persist(job);
            addItems(manager, job, newJob.items());
            return job.toDomain(null);
        });
    }

    @Override
    public Job addItems(JobId id, List<NewJob.NewItem> items) {
        unit.requireTransaction();
        return unit.write(manager -> {
            JobEntity job = JpaJobCatalogue.entity(manager, id, LockModeType.NONE)
                    .orElseThrow(() -> new IllegalStateException("There is no job " + id));
            addItems(manager, job, items);
            return job.toDomain(null);
        });
    }

    private static void addItems(EntityManager manager, JobEntity job, List<NewJob.NewItem> items) {
        String parameters = Codec.readParameters(job.parameters).digest();
        for (NewJob.NewItem item : items) {
            manager.persist(JobItemEntity.from(item, new JobItemKey(job.seq, job.total++), parameters));
        }
        manager.flush();
    }

    @Override
    public Optional<Job> claimNext(Instant at) {
        return unit.write(manager -> {
            JobQueueEntity queue = lock(manager);
            if (queue.paused || oldest(manager, JobStatus.RUNNING).isPresent()) {
                return Optional.empty();
            }
            return oldest(manager, JobStatus.QUEUED).map(job -> {
                job.status = JobStatus.RUNNING;
                job.startedAt = at;
                manager.flush();
                return job.toDomain(null);
            });
        });
    }

    @Override
    public void setModel(JobId id, String modelId) {
        change(id, job -> job.modelId = modelId);
    }

    @Override
    public List<JobItem> claimItems(JobId id, int limit, Instant at) {
        return unit.write(manager -> {
            JobEntity job =
                    JpaJobCatalogue.entity(manager, id, LockModeType.NONE).orElse(null);
            if (job == null || job.status != JobStatus.RUNNING || job.cancelRequested || isPaused(manager)) {
                return List.of();
            }
            List<JobItemEntity> items = manager.createQuery(
                            "select i from JobItem i where i.key.jobSeq = :job and i.status = :pending"
                                    + " order by i.key.position",
                            JobItemEntity.class)
                    .setParameter("job", job.seq)
                    .setParameter("pending", ItemStatus.PENDING)
                    .setMaxResults(limit)
                    .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                    .getResultList();
            for (JobItemEntity item : items) {
                item.status = ItemStatus.RUNNING;
                item.startedAt = at;
            }
            manager.flush();
            return items.stream().map(item -> item.toDomain(id)).toList();
        });
    }

    @Override
    public Set<Integer> finishItems(JobId id, SortedMap<Integer, ItemOutcome> outcomes, Instant at) {
        return unit.write(manager -> locked(manager, id)
                .map(job -> outcomes.entrySet().stream()
                        .filter(item -> finishItem(manager, job, item.getKey(), new ItemEnd(item.getValue(), at)))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()))
                .orElse(Set.of()));
    }

    private static boolean finishItem(EntityManager manager, JobEntity job, int position, ItemEnd end) {
        if (end.outcome() instanceof ItemOutcome.Processed processed
                && !JpaImageCatalogue.lock(manager, processed.result().imageId())) {
            return false;
        }
        if (!end.apply(manager, new JobItemKey(job.seq, position))) {
            return false;
        }
        if (end.outcome() instanceof ItemOutcome.Processed processed) {
            manager.persist(ResultEntity.from(processed.result()));
        }
        end.count(job);
        return true;
    }

    @Override
    public Optional<Job> finish(JobId id, JobEnd end) {
        return unit.write(manager -> {
            lock(manager);
            return locked(manager, id)
                    .filter(job -> job.status.next().contains(end.status()))
                    .map(job -> {
                        job.cancelled += cancelUnfinished(manager, job, end);
                        job.status = end.status();
                        job.error = end.error();
                        job.interrupted = end.interrupted();
                        job.completedAt = end.at();
                        return job.toDomain(null);
                    });
        });
    }

    @Override
    public void requestCancel(JobId id) {
        change(id, job -> job.cancelRequested = true);
    }

    @Override
    public boolean setPaused(boolean paused) {
        return unit.write(manager -> {
            JobQueueEntity queue = lock(manager);
            boolean changes = queue.paused != paused;
            queue.paused = paused;
            return changes;
        });
    }

    /** Changes a running job. */
    private void change(JobId id, Consumer<JobEntity> change) {
        unit.write(manager -> {
            locked(manager, id).filter(job -> job.status == JobStatus.RUNNING).ifPresent(change);
            return Boolean.TRUE;
        });
    }

    /** Without its lock: a submission may hold that for a while. */
    private static boolean isPaused(EntityManager manager) {
        return manager.createQuery("select q.paused from JobQueue q where q.name = :name", Boolean.class)
                .setParameter("name", JobQueueEntity.DEFAULT)
                .getSingleResult();
    }

    private static int cancelUnfinished(EntityManager manager, JobEntity job, JobEnd end) {
        return manager.createQuery("update JobItem i set i.status = :cancelled, i.message = :reason, i.endedAt = :at"
                        + " where i.key.jobSeq = :job and i.status in :open")
                .setParameter("cancelled", ItemStatus.CANCELLED)
                .setParameter("reason", end.itemReason())
                .setParameter("at", end.at())
                .setParameter("job", job.seq)
                .setParameter("open", NOT_ENDED)
                .executeUpdate();
    }

    /**
     * A job whose row is locked, so that its counters are. Locks are taken in this order by all: the queue, the job, the image,
     * items.
     */
    private static Optional<JobEntity> locked(EntityManager manager, JobId id) {
        return JpaJobCatalogue.entity(manager, id, LockModeType.PESSIMISTIC_WRITE);
    }

    private static Optional<JobEntity> oldest(EntityManager manager, JobStatus status) {
        return Optional.ofNullable(
                manager.createQuery("select j from Job j where j.status = :status order by j.seq", JobEntity.class)
                        .setParameter("status", status)
                        .setMaxResults(1)
                        .getSingleResultOrNull());
    }

    private static JobQueueEntity lock(EntityManager manager) {
        JobQueueEntity queue =
                manager.find(JobQueueEntity.class, JobQueueEntity.DEFAULT, LockModeType.PESSIMISTIC_WRITE);
        if (queue == null) {
            throw new IllegalStateException("The row of the queue is missing: the database was tampered with");
        }
        return queue;
    }
}
