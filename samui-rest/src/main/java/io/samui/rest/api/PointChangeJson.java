package io.samui.rest.api;

import io.samui.core.annotation.PointAnnotation;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is to change in a point; null where it stays. */
@Schema(name = "PointAnnotationChange", description = "Absent fields keep their value")
record PointChangeJson(
        @Schema(description = "Column of the upright image, 0 to width - 1", example = "275", minimum = "0") @Nullable
        Integer pointX,

        @Schema(description = "Row of the upright image, 0 to height - 1", example = "180", minimum = "0") @Nullable
        Integer pointY,

        @Schema(description = "Whether the point belongs to what is to be segmented") @Nullable
        Boolean isPositive) {

    PointAnnotation applyTo(PointAnnotation before) {
        return before.with(
                pointX == null ? before.x() : pointX,
                pointY == null ? before.y() : pointY,
                isPositive == null ? before.positive() : isPositive);
    }
}
