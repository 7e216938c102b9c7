package io.samui.rest.api;

import io.samui.core.Page;
import io.samui.core.PageRequest;
import io.samui.core.Samui;
import io.samui.core.image.ImageRecord;
import io.samui.core.image.ImageService;
import io.samui.core.image.NamePart;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.ImageStanding;
import io.samui.core.job.Worklist;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Which images there are. */
@RestController
@Tag(name = "images")
class ImageListController {

    private final ImageService images;
    private final Worklist worklist;
    private final DecodeOptions parameters;

    ImageListController(Samui samui) {
        this.images = samui.images();
        this.worklist = samui.worklist();
        this.parameters = samui.defaultParameters();
    }

    @GetMapping(path = "/images", produces = "application/json")
    @Operation(
            summary = "List images, newest first",
            description = PagingDocs.UNPAGED + " total is the number of all images that match.")
    ResponseEntity<ImagesJson> list(
            @Parameter(description = "Only those with this in their file name, in capitals or not")
                    @RequestParam(defaultValue = "")
                    String q,
            @Parameter(description = "The mode that state is about") @RequestParam(defaultValue = "inside_box")
                    SegmentationMode mode,
            @Parameter(
                            description =
                                    "Only those that stand so in the mode, judged as POST /jobs with default parameters would"
                                            + " judge them now. needs_processing: it would take them, what failed last time"
                                            + " included. up_to_date: the latest result is of the prompts as they are, or a"
                                            + " job that makes it is queued or running. failed: the last attempt with these"
                                            + " prompts failed. nothing_to_process: no prompts, or none that the model can"
                                            + " take. To count them takes a look at every image: longer the more there are.")
                    @RequestParam(required = false)
                    @Nullable
                    ImageStanding state,
            @Parameter(description = "false leaves total out: a page of a state then comes as soon as it is full")
                    @RequestParam(defaultValue = "true")
                    boolean total,
            @Parameter(description = PagingDocs.LIMIT) @RequestParam(required = false) @Nullable String limit,
            @Parameter(description = PagingDocs.CURSOR) @RequestParam(required = false) @Nullable String cursor) {
        Paging paging = Paging.of("/images", limit, cursor);
        NamePart name = NamePart.of(q);
        Listed found = state == null
                ? named(name, total, paging.request())
                : standing(new Worklist.Query(name, mode, state, parameters), total, paging.request());
        Map<String, List<String>> filters = new LinkedHashMap<>();
        if (!name.isEmpty()) {
            filters.put("q", List.of(q));
        }
        if (state != null) {
            filters.put("mode", List.of(mode.wireName()));
            filters.put("state", List.of(state.wireName()));
        }
        if (!total) {
            filters.put("total", List.of("false"));
        }
        return ResponseEntity.ok()
                .headers(paging.linksWith(found.page(), filters))
                .body(ImagesJson.of(found.page().entries(), found.total()));
    }

    /** A page, and the number of all images that match where it was asked for. */
    private record Listed(Page<ImageRecord> page, @Nullable Long total) {}

    private Listed named(NamePart name, boolean total, PageRequest request) {
        Page<ImageRecord> page = images.list(name, request);
        return new Listed(page, total ? images.count(name) : null);
    }

    private Listed standing(Worklist.Query query, boolean total, PageRequest request) {
        if (!total) {
            return new Listed(worklist.page(query, request), null);
        }
        Worklist.Found found = worklist.find(query, request);
        return new Listed(found.page(), found.total());
    }
}
