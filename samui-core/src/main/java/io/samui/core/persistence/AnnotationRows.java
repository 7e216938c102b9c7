package io.samui.core.persistence;

import io.samui.core.NotFoundException;
import io.samui.core.annotation.Added;
import io.samui.core.annotation.AnnotationId;
import io.samui.core.image.ImageId;
import io.samui.core.inference.SegmentationMode;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one kind of annotation, for writing: every write of boxes and of points goes through here. Each takes the image's
 * lock before the annotation's, and brings the image's {@link PromptSummaries} in line.
 *
 * @param <E> the kind's entity
 * @param <A> the annotation in the domain
 */
final class AnnotationRows<E extends AnnotationEntity<A>, A> {

    private final Class<E> type;
    private final String entity;
    private final String insert;

    /**
     * @param entity  name of the entity
     * @param columns its attributes besides id, image and time
     */
    AnnotationRows(Class<E> type, String entity, String... columns) {
        this.type = type;
        this.entity = entity;
        this.insert = "insert into " + entity + " (id, imageId, createdAt, " + String.join(", ", columns)
                + ") values (:id, :imageId, :createdAt, :" + String.join(", :", columns)
                + ") on conflict do nothing";
    }

    /**
     * @param values of all attributes
     */
    Added<A> insert(EntityManager manager, AnnotationId id, ImageId image, Map<String, Object> values) {
        if (!JpaImageCatalogue.lockPrompts(manager, image)) {
            throw new NotFoundException("Image not found", image);
        }
        while (true) {
            E there = find(manager, id);
            if (there != null) {
                return new Added<>(there.toDomain(), false);
            }
            // SQLite's dialect leaves the conflict clause out, but there nobody writes between the two statements
            var statement =
                    manager.createQuery(insert).setParameter("id", id.value()).setParameter("imageId", image.value());
            values.forEach(statement::setParameter);
            if (statement.executeUpdate() > 0) {
                E added = Objects.requireNonNull(find(manager, id));
                PromptSummaries.refresh(manager, added.imageId, added.mode());
                return new Added<>(added.toDomain(), true);
            }
        }
    }

    Optional<A> update(EntityManager manager, AnnotationId id, UnaryOperator<A> change) {
        return locked(manager, id).map(before -> {
            SegmentationMode mode = before.mode();
            A after = change.apply(before.toDomain());
            // found again, as what change reads may have let go of the entity
            E row = manager.find(type, before.seq);
            row.set(after);
            manager.flush();
            EnumSet.of(mode, row.mode()).forEach(read -> PromptSummaries.refresh(manager, row.imageId, read));
            return row.toDomain();
        });
    }

    boolean delete(EntityManager manager, AnnotationId id) {
        return locked(manager, id)
                .map(row -> {
                    manager.remove(row);
                    manager.flush();
                    PromptSummaries.refresh(manager, row.imageId, row.mode());
                    return row;
                })
                .isPresent();
    }

    private Optional<E> locked(EntityManager manager, AnnotationId id) {
        while (true) {
            UUID image = manager.createQuery("select a.imageId from " + entity + " a where a.id = :id", UUID.class)
                    .setParameter("id", id.value())
                    .getSingleResultOrNull();
            if (image == null || !JpaImageCatalogue.lockPrompts(manager, new ImageId(image))) {
                return Optional.empty();
            }
            E row = manager.createQuery("select a from " + entity + " a where a.id = :id and a.imageId = :image", type)
                    .setParameter("id", id.value())
                    .setParameter("image", image)
                    .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                    .getSingleResultOrNull();
            if (row != null) {
                return Optional.of(row);
            }
            // deleted meanwhile, and perhaps added again on another image
        }
    }

    private @Nullable E find(EntityManager manager, AnnotationId id) {
        return manager.createQuery("select a from " + entity + " a where a.id = :id", type)
                .setParameter("id", id.value())
                .getSingleResultOrNull();
    }
}
