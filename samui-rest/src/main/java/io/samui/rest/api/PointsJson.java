package io.samui.rest.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** An image's points, oldest first. */
@Schema(name = "PointAnnotationList")
record PointsJson(List<PointJson> annotations, long total) {

    static PointsJson of(List<PointJson> points) {
        return new PointsJson(points, points.size());
    }
}
