package io.samui.rest.api;

import io.samui.core.image.ImageRecord;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An image as the API shows it. */
@Schema(name = "Image")
record ImageJson(
        @Schema(format = "uuid", example = Examples.ID) String id,

        @Schema(description = "The name it was uploaded with", example = "cat.jpg")
        String filename,

        @Schema(description = "Key of the original bytes", example = "images/" + Examples.ID + ".jpg")
        String blobPath,

        @Schema(description = "Of the upright image, in pixels", example = "4000")
        int width,

        @Schema(description = "Of the upright image, in pixels", example = "3000")
        int height,

        @Schema(format = "date-time", example = Examples.TIME)
        String createdAt,

        @Schema(description = "What find_all looks for; null when not set", example = "cat") @Nullable
        String textPrompt) {

    static ImageJson of(ImageRecord image) {
        return new ImageJson(
                image.id().toString(),
                image.filename(),
                image.blobKey().value(),
                image.width(),
                image.height(),
                Timestamps.format(image.createdAt()),
                image.textPrompt());
    }
}
