package io.samui.rest.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.samui.core.image.ImageRecord;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of the list of images. */
@Schema(name = "ImageList")
record ImagesJson(
        @ArraySchema(schema = @Schema(implementation = ImageJson.class))
        Iterable<ImageJson> images,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(
                description =
                        "The number of all images that match, on this page or not; absent where it was not wanted")
        @Nullable
        Long total) {

    /** Entries are made while they are written, so a long list is never in memory as JSON. */
    static ImagesJson of(List<ImageRecord> images, @Nullable Long total) {
        return new ImagesJson(() -> images.stream().map(ImageJson::of).iterator(), total);
    }
}
