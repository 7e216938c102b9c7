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

final class JpaAnnotationStore implements AnnotationStore {

    private final JpaUnitOfWork unit;

    JpaAnnotationStore(JpaUnitOfWork unit) {
        this.unit = unit;
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
        return unit.read(manager -> {
            Map<ImageId, List<BoxAnnotation>> found = new HashMap<>();
            Chunks.forEach(
                    images,
                    ImageId::value,
                    piece -> manager.createQuery(
                                    "select b from BoxAnnotation b where b.imageId in :ids order by b.seq",
                                    BoxAnnotationEntity.class)
                            .setParameter("ids", piece)
                            .getResultList()
                            .forEach(entity -> {
                                BoxAnnotation box = entity.toDomain();
                                found.computeIfAbsent(box.imageId(), id -> new ArrayList<>())
                                        .add(box);
                            }));
            return found;
        });
    }

    @Override
    public Map<ImageId, List<PointAnnotation>> points(Collection<ImageId> images) {
        return unit.read(manager -> {
            Map<ImageId, List<PointAnnotation>> found = new HashMap<>();
            Chunks.forEach(
                    images,
                    ImageId::value,
                    piece -> manager.createQuery(
                                    "select p from PointAnnotation p where p.imageId in :ids order by p.seq",
                                    PointAnnotationEntity.class)
                            .setParameter("ids", piece)
                            .getResultList()
                            .forEach(entity -> {
                                PointAnnotation point = entity.toDomain();
                                found.computeIfAbsent(point.imageId(), id -> new ArrayList<>())
                                        .add(point);
                            }));
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
                manager.createQuery(statement).setParameter("id", id.toString()).executeUpdate() > 0);
    }

    private static void insert(EntityManager manager, Object entity, ImageId image) {
        if (!JpaImageCatalogue.lock(manager, image)) {
            throw new NotFoundException("Image not found", image);
        }
        manager.persist(entity);
        manager.flush();
    }
}
