package io.samui.core.persistence;

import io.samui.core.Page;
import io.samui.core.PageRequest;
import io.samui.core.history.ProcessingResult;
import io.samui.core.history.ResultId;
import io.samui.core.history.ResultStore;
import io.samui.core.image.ImageId;
import io.samui.core.inference.SegmentationMode;
import jakarta.persistence.TypedQuery;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class JpaResultStore implements ResultStore {

    static final String LATEST = """
            join result r on r.seq =
                (select max(s.seq) from result s where s.image_id = w.value and s.mode = :mode)""";

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
