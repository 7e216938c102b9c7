package io.samui.rest.api;

import io.samui.core.annotation.BoxAnnotation;
import io.swagger.v3.oas.annotations.media.Schema;

/** A box as the API shows it. */
@Schema(name = "Annotation")
record BoxJson(
        @Schema(format = "uuid", example = Examples.ID) String id,
        @Schema(format = "uuid", example = Examples.ID) String imageId,
        @Schema(example = "120") int bboxX,
        @Schema(example = "80") int bboxY,
        @Schema(example = "300") int bboxWidth,
        @Schema(example = "200") int bboxHeight,

        @Schema(allowableValues = {"segment", "positive_exemplar", "negative_exemplar"})
        String promptType,

        @Schema(format = "date-time", example = Examples.TIME)
        String createdAt) {

    static BoxJson of(BoxAnnotation box) {
        return new BoxJson(
                box.id().toString(),
                box.imageId().toString(),
                box.box().x(),
                box.box().y(),
                box.box().width(),
                box.box().height(),
                box.promptType().wireName(),
                Timestamps.format(box.createdAt()));
    }
}
