package io.samui.core.persistence;

import io.samui.core.NotFoundException;
import io.samui.core.annotation.AnnotationId;
import io.samui.core.annotation.AnnotationStore;
import io.samui.core.annotation.BoxAnnotation;
import io.samui.core.annotation.PointAnnotation;
import io.samui.core.image.ImageId;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

final class JpaAnnotationStore implements AnnotationStore {

    private final JpaUnitOfWork unit;
    private final WantedIds wanted;

    JpaAnnotationStore(JpaUnitOfWork unit, WantedIds wanted) {
        this.unit = unit;
        this.wanted = wanted;
    }

    @Override
    public BoxAnnotation insertBox(BoxAnnotation box) {
        return unit.write(manager -> {
            BoxAnnotationEntity entity = BoxAnnotationEntity.from(box);
            insert(manager, entity, box.imageId());
            return entity.toDomain();
        });
    }

    @Override
    public PointAnnotation insertPoint(PointAnnotation point) {
        return unit.write(manager -> {
            PointAnnotationEntity entity = PointAnnotationEntity.from(point);
            insert(manager, entity, point.imageId());
            return entity.toDomain();
        });
    }

    @Override
    public Map<ImageId, List<BoxAnnotation>> boxes(Collection<ImageId> images) {
        return byImage(
                images,
                "join box_annotation a on a.image_id = w.value order by a.seq",
                BoxAnnotationEntity.class,
                BoxAnnotationEntity::toDomain,
                BoxAnnotation::imageId);
    }

    @Override
    public Map<ImageId, List<PointAnnotation>> points(Collection<ImageId> images) {
        return byImage(
                images,
                "join point_annotation a on a.image_id = w.value order by a.seq",
                PointAnnotationEntity.class,
                PointAnnotationEntity::toDomain,
                PointAnnotation::imageId);
    }

    private <E, A> Map<ImageId, List<A>> byImage(
            Collection<ImageId> images,
            String join,
            Class<E> entity,
            Function<E, A> toDomain,
            Function<A, ImageId> image) {
        String statement = wanted.statement("select a.*", join);
        return unit.read(manager -> {
            Map<ImageId, List<A>> found = new HashMap<>();
            wanted.forEach(manager, statement, images.stream().map(ImageId::value), Map.of(), entity, row -> {
                A annotation = toDomain.apply(row);
                found.computeIfAbsent(image.apply(annotation), id -> new ArrayList<>())
                        .add(annotation);
            });
            return found;
        });
    }

    @Override
    public boolean deleteBox(AnnotationId id) {
        return delete("delete from BoxAnnotation a where a.id = :id", id);
    }

    @Override
    public boolean deletePoint(AnnotationId id) {
        return delete("delete from PointAnnotation a where a.id = :id", id);
    }

    private boolean delete(String statement, AnnotationId id) {
        return unit.write(manager ->
                manager.createQuery(statement).setParameter("id", id.value()).executeUpdate() > 0);
    }

    private static void insert(EntityManager manager, Object entity, ImageId image) {
        if (!JpaImageCatalogue.lock(manager, image)) {
            throw new NotFoundException("Image not found", image);
        }
        manager.persist(entity);
        manager.flush();
    }
}
