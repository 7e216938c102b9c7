package io.samui.core.persistence;

import io.samui.core.annotation.Added;
import io.samui.core.annotation.AnnotationId;
import io.samui.core.annotation.AnnotationStore;
import io.samui.core.annotation.BoxAnnotation;
import io.samui.core.annotation.PointAnnotation;
import io.samui.core.image.ImageId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

final class JpaAnnotationStore implements AnnotationStore {

    private static final AnnotationRows<BoxAnnotationEntity, BoxAnnotation> BOXES =
            new AnnotationRows<>(BoxAnnotationEntity.class, "BoxAnnotation", "x", "y", "width", "height", "promptType");
    private static final AnnotationRows<PointAnnotationEntity, PointAnnotation> POINTS =
            new AnnotationRows<>(PointAnnotationEntity.class, "PointAnnotation", "x", "y", "positive");

    private final JpaUnitOfWork unit;
    private final WantedIds wanted;

    JpaAnnotationStore(JpaUnitOfWork unit, WantedIds wanted) {
        this.unit = unit;
        this.wanted = wanted;
    }

    @Override
    public Added<BoxAnnotation> insertBox(BoxAnnotation box) {
        Map<String, Object> values = Map.of(
                "x", box.box().x(),
                "y", box.box().y(),
                "width", box.box().width(),
                "height", box.box().height(),
                "promptType", box.promptType(),
                "createdAt", box.createdAt());
        return unit.write(manager -> BOXES.insert(manager, box.id(), box.imageId(), values));
    }

    @Override
    public Added<PointAnnotation> insertPoint(PointAnnotation point) {
        Map<String, Object> values =
                Map.of("x", point.x(), "y", point.y(), "positive", point.positive(), "createdAt", point.createdAt());
        return unit.write(manager -> POINTS.insert(manager, point.id(), point.imageId(), values));
    }

    @Override
    public Optional<BoxAnnotation> updateBox(AnnotationId id, UnaryOperator<BoxAnnotation> change) {
        return unit.write(manager -> BOXES.update(manager, id, change));
    }

    @Override
    public Optional<PointAnnotation> updatePoint(AnnotationId id, UnaryOperator<PointAnnotation> change) {
        return unit.write(manager -> POINTS.update(manager, id, change));
    }

    @Override
    public boolean deleteBox(AnnotationId id) {
        return unit.write(manager -> BOXES.delete(manager, id));
    }

    @Override
    public boolean deletePoint(AnnotationId id) {
        return unit.write(manager -> POINTS.delete(manager, id));
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
}
