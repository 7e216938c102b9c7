package io.samui.rest.api;

import io.samui.core.annotation.PointAnnotation;
import io.swagger.v3.oas.annotations.media.Schema;

/** A point as the API shows it. */
@Schema(name = "PointAnnotation")
record PointJson(
        @Schema(format = "uuid", example = Examples.ID) String id,
        @Schema(format = "uuid", example = Examples.ID) String imageId,
        @Schema(example = "270") int pointX,
        @Schema(example = "180") int pointY,
        boolean isPositive,

        @Schema(format = "date-time", example = Examples.TIME)
        String createdAt) {

    static PointJson of(PointAnnotation point) {
        return new PointJson(
                point.id().toString(),
                point.imageId().toString(),
                point.x(),
                point.y(),
                point.positive(),
                Timestamps.format(point.createdAt()));
    }
}
