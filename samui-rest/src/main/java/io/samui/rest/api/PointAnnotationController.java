package io.samui.rest.api;

import io.samui.core.Samui;
import io.samui.core.annotation.Added;
import io.samui.core.annotation.AnnotationId;
import io.samui.core.annotation.AnnotationService;
import io.samui.core.annotation.PointAnnotation;
import io.samui.core.image.ImageId;
import io.samui.rest.http.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Points. */
@RestController
@RequestMapping("/point-annotations")
@Tag(name = "point-annotations", description = "Points, which mode point reads")
class PointAnnotationController {

    private final AnnotationService annotations;

    PointAnnotationController(Samui samui) {
        this.annotations = samui.annotations();
    }

    @PostMapping(consumes = "application/json", produces = "application/json")
    @Operation(
            summary = "Add a point",
            description = "In whole pixels of the upright image: x from 0 to width - 1, y from 0 to height - 1. "
                    + ChosenId.DESCRIPTION)
    @ApiResponse(
            responseCode = "201",
            description = "Added",
            content = @Content(schema = @Schema(implementation = PointJson.class)))
    @ApiResponse(
            responseCode = "200",
            description = ChosenId.AGAIN,
            content = @Content(schema = @Schema(implementation = PointJson.class)))
    @ApiResponse(
            responseCode = "409",
            description = ChosenId.TAKEN,
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    ResponseEntity<PointJson> add(@RequestBody NewPointJson point) {
        AnnotationId id = point.chosenId();
        if (id == null) {
            return ResponseEntity.status(HttpStatus.CREATED)
                    .body(PointJson.of(annotations.addPoint(point.image(), point.x(), point.y(), point.positive())));
        }
        Added<PointAnnotation> added = annotations.addPoint(id, point.image(), point.x(), point.y(), point.positive());
        return ResponseEntity.status(added.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(PointJson.of(added.annotation()));
    }

    @GetMapping(path = "/{imageId}", produces = "application/json")
    @Operation(summary = "An image's points, oldest first", description = "None for an unknown image.")
    PointsJson list(@PathVariable ImageId imageId) {
        return PointsJson.of(
                annotations.points(imageId).stream().map(PointJson::of).toList());
    }

    @PutMapping(path = "/{id}", consumes = "application/json", produces = "application/json")
    @Operation(
            summary = "Set a point anew, or make it positive or negative",
            description =
                    "Absent fields keep their value; the point stays on its image and in its place in the list. A result"
                            + " that was made from what it was before is outdated then.")
    PointJson change(@PathVariable AnnotationId id, @RequestBody PointChangeJson change) {
        return PointJson.of(annotations.updatePoint(id, change::applyTo));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Delete a point", description = "Results that were made from it stay.")
    void delete(@PathVariable AnnotationId id) {
        annotations.deletePoint(id);
    }
}
