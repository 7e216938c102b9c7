package io.samui.core.persistence;

import io.samui.core.Page;
import io.samui.core.PageRequest;
import io.samui.core.history.ExpiredResults;
import io.samui.core.history.ProcessingResult;
import io.samui.core.history.ResultId;
import io.samui.core.history.ResultStore;
import io.samui.core.history.Retention;
import io.samui.core.image.ImageId;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.storage.BlobKey;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Tuple;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.hibernate.Session;

final class JpaResultStore implements ResultStore {

    static final String LATEST = """
            join result r on r.seq =
                (select max(s.seq) from result s where s.image_id = w.value and s.mode = :mode)""";

    /** The newest-th newer one is looked for, not all newer ones counted. */
    static final String EXPIRED = """
            select r.id as id from result r
            where r.seq > :after and r.seq <= :last and r.processed_at < :before
              and exists (select 1 from result n where n.image_id = r.image_id and n.mode = r.mode and n.seq > r.seq
                          order by n.seq limit 1 offset :others)
            order by r.seq""";

    /** Results of one statement. */
    private static final int PIECE = 500;

    private final JpaUnitOfWork unit;
    private final WantedIds wanted;

    JpaResultStore(JpaUnitOfWork unit, WantedIds wanted) {
        this.unit = unit;
        this.wanted = wanted;
    }

    @Override
    public Optional<ProcessingResult> find(ResultId id) {
        return unit.read(manager -> Optional.ofNullable(
                        manager.createQuery("select r from Result r where r.id = :id", ResultEntity.class)
                                .setParameter("id", id.value())
                                .getSingleResultOrNull())
                .map(ResultEntity::toDomain));
    }

    @Override
    public Optional<ProcessingResult> latest(ImageId image, SegmentationMode mode) {
        return Optional.ofNullable(latest(List.of(image), mode).get(image));
    }

    @Override
    public Map<ImageId, ProcessingResult> latest(Collection<ImageId> images, SegmentationMode mode) {
        String statement = wanted.statement("select r.*", LATEST);
        return unit.read(manager -> {
            Map<ImageId, ProcessingResult> found = new HashMap<>();
            wanted.forEach(
                    manager,
                    statement,
                    images.stream().map(ImageId::value),
                    Map.of("mode", mode.name()),
                    ResultEntity.class,
                    entity -> {
                        ProcessingResult result = entity.toDomain();
                        found.put(result.imageId(), result);
                    });
            return found;
        });
    }

    @Override
    public Page<ProcessingResult> list(ImageId image, SegmentationMode mode, PageRequest request) {
        return unit.read(manager -> page(
                manager.createQuery(
                                "select r from Result r where r.imageId = :image and r.mode = :mode and r.seq < :before"
                                        + " order by r.seq desc",
                                ResultEntity.class)
                        .setParameter("image", image.value()),
                mode,
                request));
    }

    @Override
    public Page<ProcessingResult> list(SegmentationMode mode, PageRequest request) {
        return unit.read(manager -> page(
                manager.createQuery(
                        "select r from Result r where r.mode = :mode and r.seq < :before order by r.seq desc",
                        ResultEntity.class),
                mode,
                request));
    }

    @Override
    public ExpiredResults expired(Retention retention, long after, int limit) {
        return unit.read(manager -> {
            Long last = manager.createQuery(
                            "select r.seq from Result r where r.seq > :after order by r.seq", Long.class)
                    .setParameter("after", after)
                    .setFirstResult(limit - 1)
                    .setMaxResults(1)
                    .getSingleResultOrNull();
            List<ResultId> ids = manager
                    .unwrap(Session.class)
                    .createNativeQuery(EXPIRED, Tuple.class)
                    .setParameter("after", after)
                    .setParameter("last", last == null ? Long.MAX_VALUE : last)
                    .setParameter("before", InstantConverter.micros(retention.before()))
                    .setParameter("others", retention.newest() - 1)
                    .getResultList()
                    .stream()
                    .map(row -> new ResultId(WantedIds.uuid(row.get("id"))))
                    .toList();
            return new ExpiredResults(ids, last == null ? OptionalLong.empty() : OptionalLong.of(last));
        });
    }

    @Override
    public Map<ResultId, List<BlobKey>> delete(Collection<ResultId> ids) {
        List<UUID> all = ids.stream().map(ResultId::value).distinct().sorted().toList();
        return unit.write(manager -> {
            Map<ResultId, List<BlobKey>> deleted = new HashMap<>();
            for (int from = 0; from < all.size(); from += PIECE) {
                delete(manager, all.subList(from, Math.min(all.size(), from + PIECE)), deleted);
            }
            return deleted;
        });
    }

    private static void delete(EntityManager manager, List<UUID> ids, Map<ResultId, List<BlobKey>> deleted) {
        lockImages(manager, ids);
        List<Long> seqs = new ArrayList<>();
        manager.createQuery(
                        "select r.seq as seq, r.id as id, r.maskKey as mask, r.cocoKey as coco from Result r"
                                + " where r.id in :ids and exists (select 1 from Result n"
                                + " where n.imageId = r.imageId and n.mode = r.mode and n.seq > r.seq)",
                        Tuple.class)
                .setParameter("ids", ids)
                .getResultList()
                .forEach(row -> {
                    seqs.add(row.get("seq", Long.class));
                    deleted.put(
                            new ResultId(row.get("id", UUID.class)),
                            List.of(
                                    new BlobKey(row.get("mask", String.class)),
                                    new BlobKey(row.get("coco", String.class))));
                });
        manager.createQuery("delete from Result r where r.seq in :seqs")
                .setParameter("seqs", seqs)
                .executeUpdate();
    }

    /**
     * Image rows before result rows, as they are locked when an image is deleted: in another order the two could wait for each
     * other. Among images the order does not matter, as nobody else locks two.
     */
    private static void lockImages(EntityManager manager, List<UUID> results) {
        manager.createQuery(
                        "select i from Image i where i.id in (select r.imageId from Result r where r.id in :ids)",
                        ImageEntity.class)
                .setParameter("ids", results)
                .setLockMode(LockModeType.PESSIMISTIC_READ)
                .getResultList();
        manager.clear();
    }

    private static Page<ProcessingResult> page(
            TypedQuery<ResultEntity> query, SegmentationMode mode, PageRequest request) {
        List<ProcessingResult> oneMore = query
                .setParameter("mode", mode)
                .setParameter("before", request.before())
                .setMaxResults(request.limit() + 1)
                .getResultList()
                .stream()
                .map(ResultEntity::toDomain)
                .toList();
        return Page.of(oneMore, request, ProcessingResult::seq);
    }
}
