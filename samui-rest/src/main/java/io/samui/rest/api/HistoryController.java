package io.samui.rest.api;

import io.samui.core.Page;
import io.samui.core.Samui;
import io.samui.core.history.HistoryService;
import io.samui.core.history.ProcessingResult;
import io.samui.core.history.ResultId;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageRecord;
import io.samui.core.image.ImageService;
import io.samui.core.inference.SegmentationMode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was made of the images. */
@RestController
@Tag(name = "history")
class HistoryController {

    private static final String MODE = "inside_box";

    private final ImageService images;
    private final HistoryService history;
    private final Downloads downloads;

    HistoryController(Samui samui, Downloads downloads) {
        this.images = samui.images();
        this.history = samui.history();
        this.downloads = downloads;
    }

    @GetMapping(path = "/images/{id}/history", produces = "application/json")
    @Operation(summary = "An image's results in a mode, newest first", description = PagingDocs.UNPAGED)
    @ApiResponse(
            responseCode = "200",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = HistoryJson.class))))
    ResponseEntity<Iterable<HistoryJson>> ofImage(
            @PathVariable ImageId id,
            @RequestParam(defaultValue = MODE) SegmentationMode mode,
            @Parameter(description = PagingDocs.LIMIT) @RequestParam(required = false) @Nullable String limit,
            @Parameter(description = PagingDocs.CURSOR) @RequestParam(required = false) @Nullable String cursor) {
        Paging paging = Paging.of("/images/" + id + "/history", limit, cursor);
        return entries(history.list(id, mode, paging.request()), paging, mode);
    }

    @GetMapping(path = "/images/history", produces = "application/json")
    @Operation(summary = "All results in a mode, newest first", description = PagingDocs.UNPAGED)
    @ApiResponse(
            responseCode = "200",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = HistoryJson.class))))
    ResponseEntity<Iterable<HistoryJson>> ofAll(
            @RequestParam(defaultValue = MODE) SegmentationMode mode,
            @Parameter(description = PagingDocs.LIMIT) @RequestParam(required = false) @Nullable String limit,
            @Parameter(description = PagingDocs.CURSOR) @RequestParam(required = false) @Nullable String cursor) {
        Paging paging = Paging.of("/images/history", limit, cursor);
        return entries(history.list(mode, paging.request()), paging, mode);
    }

    @GetMapping(path = "/results/{id}", produces = "application/json")
    @Operation(summary = "A result, with what it was made from and with", description = "As the history shows it.")
    HistoryJson result(@PathVariable ResultId id) {
        return HistoryJson.of(history.get(id));
    }

    @GetMapping("/results/{id}/coco")
    @Operation(summary = "A result's COCO JSON", description = "With uncompressed run-length encoded masks.")
    ResponseEntity<Resource> coco(@PathVariable ResultId id) {
        ProcessingResult result = history.get(id);
        return downloads.unchanging(cocoOf(result));
    }

    @GetMapping("/results/{id}/mask")
    @Operation(
            summary = "A result's mask",
            description = "An 8-bit grey PNG of the image's size, 255 where any instance is, else 0.")
    ResponseEntity<Resource> mask(@PathVariable ResultId id) {
        ProcessingResult result = history.get(id);
        return downloads.unchanging(maskOf(result));
    }

    @GetMapping("/process/mask/{imageId}")
    @Operation(summary = "The mask of an image's latest result in a mode")
    ResponseEntity<Resource> latestMask(
            @PathVariable ImageId imageId, @RequestParam(defaultValue = MODE) SegmentationMode mode) {
        ProcessingResult result = history.latest(imageId, mode);
        return downloads.latest(maskOf(result));
    }

    @GetMapping("/process/export/{imageId}")
    @Operation(
            summary = "The COCO JSON of an image's latest result in a mode",
            description = "An attachment named after the image, with uncompressed run-length encoded masks.")
    ResponseEntity<Resource> export(
            @PathVariable ImageId imageId, @RequestParam(defaultValue = MODE) SegmentationMode mode) {
        ImageRecord image = images.get(imageId);
        ProcessingResult result = history.latest(imageId, mode);
        return downloads.attachment(cocoOf(result), withoutExtension(image.filename()) + "_coco.json");
    }

    private StoredBlob maskOf(ProcessingResult result) {
        return new StoredBlob(result.id() + "-mask", "image/png", result.maskKey(), () -> history.maskBlob(result));
    }

    private StoredBlob cocoOf(ProcessingResult result) {
        return new StoredBlob(
                result.id() + "-coco", "application/json", result.cocoKey(), () -> history.cocoBlob(result));
    }

    private static ResponseEntity<Iterable<HistoryJson>> entries(
            Page<ProcessingResult> page, Paging paging, SegmentationMode mode) {
        List<ProcessingResult> results = page.entries();
        Iterable<HistoryJson> lazily =
                () -> results.stream().map(HistoryJson::of).iterator();
        return ResponseEntity.ok().headers(paging.links(page, mode.wireName())).body(lazily);
    }

    private static String withoutExtension(String filename) {
        int dot = filename.lastIndexOf('.');
        return dot > 0 ? filename.substring(0, dot) : filename;
    }
}
