package io.samui.rest.api;

import io.samui.core.Samui;
import io.samui.core.image.ImageId;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.preview.PreviewRequest;
import io.samui.core.preview.PreviewService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Masks while somebody draws. */
@RestController
@Tag(name = "images")
class MaskPreviewController {

    private final PreviewService previews;
    private final DecodeOptions parameters;

    MaskPreviewController(Samui samui) {
        this.previews = samui.previews();
        this.parameters = samui.defaultParameters();
    }

    @PostMapping(path = "/images/{id}/preview", consumes = "application/json", produces = "application/json")
    @Operation(
            summary = "What a job would make of these prompts, at once",
            description =
                    "Of the prompts in the body alone, whatever is saved. Stores nothing. The image is encoded with the first"
                            + " preview and answers from memory then; a running job's next image waits for it. At most 200"
                            + " boxes and points.")
    ResponseEntity<MaskPreviewJson> preview(@PathVariable ImageId id, @RequestBody NewMaskPreviewJson body) {
        PreviewRequest request = body.request(id, parameters);
        MaskPreviewJson answer = MaskPreviewJson.of(
                previews.preview(request, Cancellation.none()),
                request.prompts().mode());
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(answer);
    }
}
