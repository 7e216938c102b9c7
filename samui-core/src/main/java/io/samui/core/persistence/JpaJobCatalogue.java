package io.samui.core.persistence;

import io.samui.core.Page;
import io.samui.core.PageRequest;
import io.samui.core.image.ImageId;
import io.samui.core.job.ItemReport;
import io.samui.core.job.ItemRequest;
import io.samui.core.job.ItemStatus;
import io.samui.core.job.Job;
import io.samui.core.job.JobCatalogue;
import io.samui.core.job.JobId;
import io.samui.core.job.JobItem;
import io.samui.core.job.JobStatus;
import io.samui.core.job.QueueStatus;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

final class JpaJobCatalogue implements JobCatalogue {

    private final JpaUnitOfWork unit;
    private final WantedIds wanted;

    JpaJobCatalogue(JpaUnitOfWork unit, WantedIds wanted) {
        this.unit = unit;
        this.wanted = wanted;
    }

    @Override
    public Optional<Job> find(JobId id) {
        return unit.read(manager -> entity(manager, id, LockModeType.NONE).map(job -> toDomain(manager, job)));
    }

    @Override
    public Optional<Standing> standing(JobId id) {
        return unit.read(manager -> Optional.ofNullable(manager.createQuery(
                                "select j.cancelRequested as cancel, q.paused as paused, (select min(i.key.position)"
                                        + " from JobItem i where i.key.jobSeq = j.seq and i.status = :pending) as next"
                                        + " from Job j join JobQueue q on q.name = j.queue where j.id = :id",
                                Tuple.class)
                        .setParameter("pending", ItemStatus.PENDING)
                        .setParameter("id", id.value())
                        .getSingleResultOrNull())
                .map(row -> new Standing(
                        row.get("cancel", Boolean.class), row.get("paused", Boolean.class), row.get("next") != null)));
    }

    @Override
    public Page<Job> list(PageRequest request) {
        return unit.read(manager -> Page.of(
                manager
                        .createQuery("select j from Job j where j.seq < :before order by j.seq desc", JobEntity.class)
                        .setParameter("before", request.before())
                        .setMaxResults(request.limit() + 1)
                        .getResultList()
                        .stream()
                        .map(job -> toDomain(manager, job))
                        .toList(),
                request,
                Job::seq));
    }

    @Override
    public List<Job> withStatus(JobStatus status) {
        return unit.read(manager -> manager
                .createQuery("select j from Job j where j.status = :status order by j.seq", JobEntity.class)
                .setParameter("status", status)
                .getResultList()
                .stream()
                .map(job -> toDomain(manager, job))
                .toList());
    }

    @Override
    public QueueStatus queue() {
        return unit.read(manager -> {
            Tuple row = manager.createQuery(
                            "select q.paused as paused, (select count(j) from Job j where j.status = :queued) as queued,"
                                    + " (select r.id from Job r where r.status = :running) as running"
                                    + " from JobQueue q where q.name = :name",
                            Tuple.class)
                    .setParameter("queued", JobStatus.QUEUED)
                    .setParameter("running", JobStatus.RUNNING)
                    .setParameter("name", JobQueueEntity.DEFAULT)
                    .getSingleResult();
            UUID running = row.get("running", UUID.class);
            return new QueueStatus(
                    row.get("paused", Boolean.class),
                    row.get("queued", Long.class),
                    running == null ? null : new JobId(running));
        });
    }

    @Override
    public Map<JobId, Integer> queuePositions(Collection<Job> jobs) {
        Map<Long, JobId> queued = jobs.stream()
                .filter(job -> job.status() == JobStatus.QUEUED)
                .collect(Collectors.toMap(Job::seq, Job::id, (one, same) -> one));
        if (queued.isEmpty()) {
            return Map.of();
        }
        List<Long> before = unit.read(manager -> manager.createQuery(
                        "select j.seq from Job j where j.status = :queued and j.seq <= :last order by j.seq",
                        Long.class)
                .setParameter("queued", JobStatus.QUEUED)
                .setParameter("last", Collections.max(queued.keySet()))
                .getResultList());
        return IntStream.range(0, before.size())
                .boxed()
                .filter(i -> queued.containsKey(before.get(i)))
                .collect(Collectors.toMap(i -> queued.get(before.get(i)), i -> i + 1));
    }

    @Override
    public List<JobItem> items(JobId id) {
        return unit.read(manager -> manager
                .createQuery(
                        "select i from JobItem i join Job j on j.seq = i.key.jobSeq where j.id = :id"
                                + " order by i.key.position",
                        JobItemEntity.class)
                .setParameter("id", id.value())
                .getResultList()
                .stream()
                .map(item -> item.toDomain(id))
                .toList());
    }

    @Override
    public List<JobItem> items(ItemRequest request) {
        return unit.read(manager -> new JpaItems(manager, request).items());
    }

    @Override
    public List<ItemReport> itemReports(ItemRequest request) {
        return unit.read(manager -> new JpaItems(manager, request).reports());
    }

    @Override
    public Map<JobId, List<ItemName>> itemNames(Collection<JobId> jobs) {
        String statement = wanted.statement("select w.value as job, i.image_id as image, i.filename", """
                join job j on j.id = w.value join job_item i on i.job_seq = j.seq order by i.job_seq, i.position""");
        return unit.read(manager -> {
            Map<JobId, List<ItemName>> found = new HashMap<>();
            wanted.forEach(
                    manager,
                    statement,
                    jobs.stream().map(JobId::value),
                    Map.of(),
                    Tuple.class,
                    row -> found.computeIfAbsent(new JobId(WantedIds.uuid(row.get("job"))), job -> new ArrayList<>())
                            .add(new ItemName(
                                    new ImageId(WantedIds.uuid(row.get("image"))), row.get("filename", String.class))));
            return found;
        });
    }

    static Optional<JobEntity> entity(EntityManager manager, JobId id, LockModeType lock) {
        return Optional.ofNullable(manager.createQuery("select j from Job j where j.id = :id", JobEntity.class)
                .setParameter("id", id.value())
                .setLockMode(lock)
                .getSingleResultOrNull());
    }

    static Job toDomain(EntityManager manager, JobEntity job) {
        return job.toDomain(job.status == JobStatus.RUNNING ? currentFilename(manager, job) : null);
    }

    private static @Nullable String currentFilename(EntityManager manager, JobEntity job) {
        return manager.createQuery(
                        "select i.filename from JobItem i where i.key.jobSeq = :job and i.status = :running"
                                + " order by i.key.position",
                        String.class)
                .setParameter("job", job.seq)
                .setParameter("running", ItemStatus.RUNNING)
                .setMaxResults(1)
                .getSingleResultOrNull();
    }
}
