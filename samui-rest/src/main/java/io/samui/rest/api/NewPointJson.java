package io.samui.rest.api;

import io.samui.core.annotation.AnnotationId;
import io.samui.core.image.ImageId;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A point to add. */
@Schema(
        name = "NewPointAnnotation",
        requiredProperties = {"image_id", "point_x", "point_y"})
record NewPointJson(
        @Schema(
                format = "uuid",
                example = Examples.ID,
                description =
                        "An id of your choice, so that sending the same again does not add another; else one is made")
        @Nullable
        String id,

        @Schema(format = "uuid", example = Examples.ID) @Nullable
        String imageId,

        @Schema(description = "Column of the upright image, 0 to width - 1", example = "270", minimum = "0") @Nullable
        Integer pointX,

        @Schema(description = "Row of the upright image, 0 to height - 1", example = "180", minimum = "0") @Nullable
        Integer pointY,

        @Schema(description = "Whether the point belongs to what is to be segmented", defaultValue = "true") @Nullable
        Boolean isPositive) {

    /** Null where the client leaves it to the server. */
    @Nullable
    AnnotationId chosenId() {
        return id == null ? null : new AnnotationId(Ids.parse("id", id));
    }

    ImageId image() {
        return new ImageId(Ids.parse("image_id", Required.field("image_id", imageId)));
    }

    int x() {
        return Required.field("point_x", pointX);
    }

    int y() {
        return Required.field("point_y", pointY);
    }

    boolean positive() {
        return isPositive == null || isPositive;
    }
}
