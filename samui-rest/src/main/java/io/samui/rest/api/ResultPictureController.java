package io.samui.rest.api;

import io.samui.core.NotFoundException;
import io.samui.core.Samui;
import io.samui.core.export.PngWriter;
import io.samui.core.history.HistoryService;
import io.samui.core.history.ProcessingResult;
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

/** Results to look at. */
@RestController
@Tag(name = "history")
class ResultPictureController {

    private static final WholeNumber INSTANCE = new WholeNumber("The instance", 0, 999_999_999);

    private final HistoryService history;
    private final ResultPictures pictures;

    ResultPictureController(Samui samui) {
        this.history = samui.history();
        this.pictures = samui.pictures();
    }

    @GetMapping(path = "/results/{id}/instances/{n}/mask", produces = MediaType.IMAGE_PNG_VALUE)
    @Operation(
            summary = "The mask of one instance of a result",
            description = "A 1-bit PNG of the image's size, white where it is.")
    ResponseEntity<byte[]> instanceMask(
            @PathVariable ResultId id,
            @Parameter(description = "Its id in the result's COCO document: 1, 2, ...") @PathVariable String n,
            @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable
                    String already) {
        int instance = INSTANCE.parse(n, 0);
        ProcessingResult result = history.get(id);
        int count = result.scores().size();
        if (instance < 1 || instance > count) {
            throw new NotFoundException(
                    "The result has " + (count == 1 ? "1 instance" : count + " instances")
                            + ", counted from 1: there is no " + instance,
                    id);
        }
        return Rendered.unchanging(
                MediaType.IMAGE_PNG,
                id + "-" + instance + "-" + PictureSize.VERSION,
                already,
                () -> PngWriter.bilevel(history.masks(result).get(instance - 1)));
    }

    @GetMapping(path = "/results/{id}/overlay", produces = MediaType.IMAGE_PNG_VALUE)
    @Operation(
            summary = "A result painted over its image",
            description =
                    "Masks in a colour for each instance, with the boxes and points they were made from. Instance i, counted"
                            + " from 0, has in HSL the hue 205 + 137.508 i degrees, saturation 0.85 and lightness 0.56, 0.48 or"
                            + " 0.64, nine instances each in turn.")
    ResponseEntity<byte[]> overlay(
            @PathVariable ResultId id,
            @Parameter(description = PictureSize.LONGEST) @RequestParam(required = false) @Nullable String max,
            @Parameter(
                            description =
                                    "none leaves the image out: the picture is transparent where the result has nothing, to be laid"
                                            + " over the image's view")
                    @RequestParam(defaultValue = "image")
                    Background background,
            @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable
                    String already) {
        int longest = PictureSize.parse(max);
        ProcessingResult result = history.get(id);
        return Rendered.answer(
                MediaType.IMAGE_PNG,
                id + "-" + background.wireName() + "-" + longest + "-" + PictureSize.VERSION,
                already,
                () -> background == Background.NONE
                        ? pictures.layer(result, longest)
                        : pictures.overlay(result, longest));
    }
}
