package io.samui.rest.api;

import io.samui.core.annotation.AnnotationId;
import io.samui.core.annotation.PromptType;
import io.samui.core.image.ImageId;
import io.samui.core.mask.PixelBox;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A box to add. */
@Schema(
        name = "NewAnnotation",
        requiredProperties = {"image_id", "bbox_x", "bbox_y", "bbox_width", "bbox_height"})
record NewBoxJson(
        @Schema(
                format = "uuid",
                example = Examples.ID,
                description =
                        "An id of your choice, so that sending the same again does not add another; else one is made")
        @Nullable
        String id,

        @Schema(format = "uuid", example = Examples.ID) @Nullable
        String imageId,

        @Schema(description = "Left edge, in pixels of the upright image", example = "120", minimum = "0") @Nullable
        Integer bboxX,

        @Schema(description = "Upper edge", example = "80", minimum = "0") @Nullable
        Integer bboxY,

        @Schema(example = "300", minimum = "1") @Nullable Integer bboxWidth,
        @Schema(example = "200", minimum = "1") @Nullable Integer bboxHeight,

        @Schema(
                allowableValues = {"segment", "positive_exemplar", "negative_exemplar"},
                defaultValue = "segment")
        @Nullable
        String promptType) {

    /** Null where the client leaves it to the server. */
    @Nullable
    AnnotationId chosenId() {
        return id == null ? null : new AnnotationId(Ids.parse("id", id));
    }

    ImageId image() {
        return new ImageId(Ids.parse("image_id", Required.field("image_id", imageId)));
    }

    PixelBox box() {
        return new PixelBox(
                Required.field("bbox_x", bboxX),
                Required.field("bbox_y", bboxY),
                Required.field("bbox_width", bboxWidth),
                Required.field("bbox_height", bboxHeight));
    }

    PromptType type() {
        return promptType == null ? PromptType.SEGMENT : PromptType.fromWireName(promptType);
    }
}
