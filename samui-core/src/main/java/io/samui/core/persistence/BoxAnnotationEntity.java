package io.samui.core.persistence;

import io.samui.core.annotation.AnnotationId;
import io.samui.core.annotation.BoxAnnotation;
import io.samui.core.annotation.PromptType;
import io.samui.core.image.ImageId;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.mask.PixelBox;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import org.jspecify.annotations.NullUnmarked;

@Entity(name = "BoxAnnotation")
@Table(name = "box_annotation")
@NullUnmarked
class BoxAnnotationEntity extends AnnotationEntity<BoxAnnotation> {

    int x;
    int y;
    int width;
    int height;

    @Enumerated(EnumType.STRING)
    PromptType promptType;

    @Override
    void set(BoxAnnotation annotation) {
        x = annotation.box().x();
        y = annotation.box().y();
        width = annotation.box().width();
        height = annotation.box().height();
        promptType = annotation.promptType();
    }

    @Override
    SegmentationMode mode() {
        return promptType.mode();
    }

    @Override
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
