package io.samui.core.persistence;

import io.samui.core.annotation.AnnotationId;
import io.samui.core.annotation.PointAnnotation;
import io.samui.core.image.ImageId;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

@Entity(name = "PointAnnotation")
@Table(name = "point_annotation")
@NullUnmarked
class PointAnnotationEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long seq;

    UUID id;
    UUID imageId;
    int x;
    int y;
    boolean positive;
    Instant createdAt;

    static PointAnnotationEntity from(PointAnnotation point) {
        PointAnnotationEntity entity = new PointAnnotationEntity();
        entity.id = point.id().value();
        entity.imageId = point.imageId().value();
        entity.x = point.x();
        entity.y = point.y();
        entity.positive = point.positive();
        entity.createdAt = point.createdAt();
        return entity;
    }

    PointAnnotation toDomain() {
        return new PointAnnotation(new AnnotationId(id), seq, new ImageId(imageId), x, y, positive, createdAt);
    }
}
