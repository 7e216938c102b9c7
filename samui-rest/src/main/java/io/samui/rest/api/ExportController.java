package io.samui.rest.api;

import io.samui.core.InvalidInputException;
import io.samui.core.Samui;
import io.samui.core.export.CocoExport;
import io.samui.core.export.MergedCoco;
import io.samui.core.image.ImageId;
import io.samui.core.inference.SegmentationMode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Results of many images in one file. */
@RestController
@Tag(name = "history")
class ExportController {

    private static final String COCO = "coco";

    private final CocoExport export;

    ExportController(Samui samui) {
        this.export = samui.export();
    }

    @GetMapping(path = "/export", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "The latest results of all images in a mode, or of some, as one COCO document",
            description =
                    "An attachment. Ids are whole numbers: an image keeps its own from one export to the next and has its UUID as"
                            + " samui_id, annotations are counted from 1. Masks are uncompressed run-length encoded. Images without"
                            + " a result in the mode are left out, and so are unknown ids; 400 when none is left of the chosen"
                            + " ones. It is written while it is read: what breaks off is no whole JSON.")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(type = "object")))
    void export(
            @RequestParam(defaultValue = "inside_box") SegmentationMode mode,
            @Parameter(description = "There is one", schema = @Schema(allowableValues = COCO))
                    @RequestParam(defaultValue = COCO)
                    String format,
            @Parameter(description = "Only these; one or several, apart by commas")
                    @RequestParam(name = "image_ids", required = false)
                    @Nullable
                    List<String> imageIds,
            HttpServletResponse response)
            throws IOException {
        if (!format.equals(COCO)) {
            throw new InvalidInputException("format must be " + COCO);
        }
        MergedCoco document = imageIds == null ? export.of(mode) : export.of(mode, ids(imageIds));
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION, Downloads.disposition("samui_" + mode.wireName() + "_coco.json"));
        response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
        document.writeTo(response.getOutputStream());
    }

    private static List<ImageId> ids(List<String> texts) {
        if (texts.isEmpty()) {
            throw new InvalidInputException("image_ids is empty: name at least one image, or leave it out for all");
        }
        return IntStream.range(0, texts.size())
                .mapToObj(i -> new ImageId(Ids.parse("image_ids[" + i + "]", texts.get(i))))
                .toList();
    }
}
