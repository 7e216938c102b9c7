package io.samui.core.persistence;

import io.samui.core.annotation.AnnotationId;
import io.samui.core.annotation.PointAnnotation;
import io.samui.core.image.ImageId;
import io.samui.core.inference.SegmentationMode;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jspecify.annotations.NullUnmarked;

@Entity(name = "PointAnnotation")
@Table(name = "point_annotation")
@NullUnmarked
class PointAnnotationEntity extends AnnotationEntity<PointAnnotation> {

    int x;
    int y;
    boolean positive;

    @Override
    void set(PointAnnotation annotation) {
        x = annotation.x();
        y = annotation.y();
        positive = annotation.positive();
    }

    @Override
    SegmentationMode mode() {
        return SegmentationMode.POINT;
    }

    @Override
    PointAnnotation toDomain() {
        return new PointAnnotation(new AnnotationId(id), seq, new ImageId(imageId), x, y, positive, createdAt);
    }
}
