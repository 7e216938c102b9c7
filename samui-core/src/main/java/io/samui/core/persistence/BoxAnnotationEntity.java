package io.samui.core.persistence;

import io.samui.core.annotation.AnnotationId;
import io.samui.core.annotation.BoxAnnotation;
import io.samui.core.annotation.PromptType;
import io.samui.core.image.ImageId;
import io.samui.core.mask.PixelBox;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

@Entity(name = "BoxAnnotation")
@Table(name = "box_annotation")
@NullUnmarked
class BoxAnnotationEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long seq;

    UUID id;
    UUID imageId;
    int x;
    int y;
    int width;
    int height;

    @Enumerated(EnumType.STRING)
    PromptType promptType;

    Instant createdAt;

    static BoxAnnotationEntity from(BoxAnnotation box) {
        BoxAnnotationEntity entity = new BoxAnnotationEntity();
        entity.id = box.id().value();
        entity.imageId = box.imageId().value();
        entity.x = box.box().x();
        entity.y = box.box().y();
        entity.width = box.box().width();
        entity.height = box.box().height();
        entity.promptType = box.promptType();
        entity.createdAt = box.createdAt();
        return entity;
    }

    BoxAnnotation toDomain() {
        return new BoxAnnotation(
                new AnnotationId(id),
                seq,
                new ImageId(imageId),
                new PixelBox(x, y, width, height),
                promptType,
                createdAt);
    }
}
