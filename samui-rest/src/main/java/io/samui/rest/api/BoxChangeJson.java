package io.samui.rest.api;

import io.samui.core.annotation.BoxAnnotation;
import io.samui.core.annotation.PromptType;
import io.samui.core.mask.PixelBox;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is to change in a box; null where it stays. */
@Schema(name = "AnnotationChange", description = "Absent fields keep their value")
record BoxChangeJson(
        @Schema(description = "Left edge, in pixels of the upright image", example = "125", minimum = "0") @Nullable
        Integer bboxX,

        @Schema(description = "Upper edge", example = "80", minimum = "0") @Nullable
        Integer bboxY,

        @Schema(example = "290", minimum = "1") @Nullable Integer bboxWidth,
        @Schema(example = "200", minimum = "1") @Nullable Integer bboxHeight,

        @Schema(allowableValues = {"segment", "positive_exemplar", "negative_exemplar"}) @Nullable
        String promptType) {

    BoxAnnotation applyTo(BoxAnnotation before) {
        PixelBox box = before.box();
        return before.with(
                new PixelBox(
                        bboxX == null ? box.x() : bboxX,
                        bboxY == null ? box.y() : bboxY,
                        bboxWidth == null ? box.width() : bboxWidth,
                        bboxHeight == null ? box.height() : bboxHeight),
                promptType == null ? before.promptType() : PromptType.fromWireName(promptType));
    }
}
