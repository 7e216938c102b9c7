package io.samui.rest.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** An image's boxes, oldest first. */
@Schema(name = "AnnotationList")
record BoxesJson(List<BoxJson> annotations, long total) {

    static BoxesJson of(List<BoxJson> boxes) {
        return new BoxesJson(boxes, boxes.size());
    }
}
