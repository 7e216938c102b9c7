package io.samui.rest.api;

import io.samui.core.Samui;
import io.samui.core.history.HistoryService;
import io.samui.core.history.ResultComparison;
import io.samui.core.history.ResultId;
import io.samui.core.history.ResultPictures;
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

/** How two results of one image differ, told and painted. */
@RestController
@Tag(name = "history")
class ResultComparisonController {

    private final HistoryService history;
    private final ResultPictures pictures;

    ResultComparisonController(Samui samui) {
        this.history = samui.history();
        this.pictures = samui.pictures();
    }

    @GetMapping(path = "/results/{a}/compare/{b}", produces = "application/json")
    @Operation(
            summary = "How a result b differs from a result a of the same image",
            description = "Instances are matched by their overlap, the best pair first.")
    ComparisonJson compare(@PathVariable ResultId a, @PathVariable ResultId b) {
        return ComparisonJson.of(history.compare(a, b));
    }

    @GetMapping(path = "/results/{a}/compare/{b}/difference", produces = MediaType.IMAGE_PNG_VALUE)
    @Operation(
            summary = "What two results of one image have in common, and what they have not",
            description =
                    "A PNG to be laid over the image's view: blue what both have, green what only b has, red what only a has,"
                            + " transparent elsewhere.")
    ResponseEntity<byte[]> difference(
            @PathVariable ResultId a,
            @PathVariable ResultId b,
            @Parameter(description = PictureSize.LONGEST) @RequestParam(required = false) @Nullable String max,
            @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable
                    String already) {
        int longest = PictureSize.parse(max);
        ResultComparison comparison = history.compare(a, b);
        return Rendered.answer(
                MediaType.IMAGE_PNG,
                a + "-" + b + "-" + longest + "-" + PictureSize.VERSION,
                already,
                () -> pictures.difference(comparison, longest));
    }
}
