package io.samui.rest.api;

import io.samui.core.Samui;
import io.samui.core.annotation.AnnotationId;
import io.samui.core.annotation.AnnotationService;
import io.samui.core.image.ImageId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
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
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Add a point",
            description = "In whole pixels of the upright image: x from 0 to width - 1, y from 0 to height - 1.")
    PointJson add(@RequestBody NewPointJson point) {
        return PointJson.of(annotations.addPoint(point.image(), point.x(), point.y(), point.positive()));
    }

    @GetMapping(path = "/{imageId}", produces = "application/json")
    @Operation(summary = "An image's points, oldest first", description = "None for an unknown image.")
    PointsJson list(@PathVariable ImageId imageId) {
        return PointsJson.of(
                annotations.points(imageId).stream().map(PointJson::of).toList());
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Delete a point", description = "Results that were made from it stay.")
    void delete(@PathVariable AnnotationId id) {
        annotations.deletePoint(id);
    }
}
