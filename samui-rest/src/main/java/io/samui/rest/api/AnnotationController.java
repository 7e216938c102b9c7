package io.samui.rest.api;

import io.samui.core.Samui;
import io.samui.core.annotation.Added;
import io.samui.core.annotation.AnnotationId;
import io.samui.core.annotation.AnnotationService;
import io.samui.core.annotation.BoxAnnotation;
import io.samui.core.annotation.PromptType;
import io.samui.core.image.ImageId;
import io.samui.rest.http.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Boxes. */
@RestController
@RequestMapping("/annotations")
@Tag(name = "annotations", description = "Boxes, which inside_box and find_all read")
class AnnotationController {

    private final AnnotationService annotations;

    AnnotationController(Samui samui) {
        this.annotations = samui.annotations();
    }

    @PostMapping(consumes = "application/json", produces = "application/json")
    @Operation(
            summary = "Add a box",
            description =
                    "In whole pixels of the upright image, inside it. Type segment is read by inside_box, the exemplars by"
                            + " find_all. " + ChosenId.DESCRIPTION)
    @ApiResponse(
            responseCode = "201",
            description = "Added",
            content = @Content(schema = @Schema(implementation = BoxJson.class)))
    @ApiResponse(
            responseCode = "200",
            description = ChosenId.AGAIN,
            content = @Content(schema = @Schema(implementation = BoxJson.class)))
    @ApiResponse(
            responseCode = "409",
            description = ChosenId.TAKEN,
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    ResponseEntity<BoxJson> add(@RequestBody NewBoxJson box) {
        AnnotationId id = box.chosenId();
        if (id == null) {
            return ResponseEntity.status(HttpStatus.CREATED)
                    .body(BoxJson.of(annotations.addBox(box.image(), box.box(), box.type())));
        }
        Added<BoxAnnotation> added = annotations.addBox(id, box.image(), box.box(), box.type());
        return ResponseEntity.status(added.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(BoxJson.of(added.annotation()));
    }

    @GetMapping(path = "/{imageId}", produces = "application/json")
    @Operation(summary = "An image's boxes, oldest first", description = "None for an unknown image.")
    BoxesJson list(
            @PathVariable ImageId imageId,
            @Parameter(description = "Only those of this type")
                    @RequestParam(name = "prompt_type", required = false)
                    @Nullable
                    PromptType promptType) {
        return BoxesJson.of(annotations.boxes(imageId).stream()
                .filter(box -> promptType == null || box.promptType() == promptType)
                .map(BoxJson::of)
                .toList());
    }

    @PutMapping(path = "/{id}", consumes = "application/json", produces = "application/json")
    @Operation(
            summary = "Draw a box anew, or give it another type",
            description =
                    "Absent fields keep their value; the box stays on its image and in its place in the list. A result"
                            + " that was made from what it was before is outdated then.")
    BoxJson change(@PathVariable AnnotationId id, @RequestBody BoxChangeJson change) {
        return BoxJson.of(annotations.updateBox(id, change::applyTo));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Delete a box", description = "Results that were made from it stay.")
    void delete(@PathVariable AnnotationId id) {
        annotations.deleteBox(id);
    }
}
