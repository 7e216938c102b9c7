package io.samui.rest.api;

import io.samui.core.Samui;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageRecord;
import io.samui.core.image.ImageService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Images as browsers can show them. */
@RestController
@Tag(name = "images")
class ImageViewController {

    /** Changes when the same image would be shown otherwise than before. */
    private static final String VERSION = "1";

    private static final WholeNumber MAX = new WholeNumber("max", 16, 16_384);
    private static final WholeNumber SIZE = new WholeNumber("size", 16, 1024);

    /** About what a screen shows at once; a photo of a camera takes little more memory for it than for a job. */
    private static final int DEFAULT_MAX = 2048;

    private static final int DEFAULT_SIZE = 256;

    private final ImageService images;

    ImageViewController(Samui samui) {
        this.images = samui.images();
    }

    @GetMapping(path = "/images/{id}/view", produces = MediaType.IMAGE_JPEG_VALUE)
    @Operation(
            summary = "The image as a browser can show it",
            description =
                    "An upright JPEG, whatever the format of the original, with the pixels that models see: without"
                            + " transparency and colour profile.")
    ResponseEntity<byte[]> view(
            @PathVariable ImageId id,
            @Parameter(
                            description =
                                    "Pixels that its longer side has at most, 16 to 16384, 2048 where absent; it is never made"
                                            + " larger than the original")
                    @RequestParam(required = false)
                    @Nullable
                    String max,
            @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable
                    String already) {
        return shown(id, MAX.parse(max, DEFAULT_MAX), already);
    }

    @GetMapping(path = "/images/{id}/thumbnail", produces = MediaType.IMAGE_JPEG_VALUE)
    @Operation(summary = "The image, small", description = "As /view shows it.")
    ResponseEntity<byte[]> thumbnail(
            @PathVariable ImageId id,
            @Parameter(description = "Pixels that its longer side has at most, 16 to 1024, 256 where absent")
                    @RequestParam(required = false)
                    @Nullable
                    String size,
            @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable
                    String already) {
        return shown(id, SIZE.parse(size, DEFAULT_SIZE), already);
    }

    private ResponseEntity<byte[]> shown(ImageId id, int longest, @Nullable String already) {
        ImageRecord image = images.get(id);
        String tag = image.sha256() + "-" + longest + "-" + VERSION;
        return Rendered.answer(MediaType.IMAGE_JPEG, tag, already, () -> images.view(image, longest));
    }
}
