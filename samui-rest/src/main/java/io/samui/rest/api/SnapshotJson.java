package io.samui.rest.api;

import io.samui.core.annotation.AnnotationSnapshot;
import io.samui.core.annotation.AnnotationSnapshot.SnapshotBox;
import io.samui.core.annotation.AnnotationSnapshot.SnapshotPoint;
import io.samui.core.history.ProcessingResult;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Exactly what a result was made from, whatever became of it since. */
@Schema(name = "Snapshot", description = "Exactly what it was made from, whatever became of it since")
record SnapshotJson(
        @Schema(description = "SHA-256 of the image's bytes")
        String imageDigest,

        @Schema(description = "The boxes that the mode read, in order")
        List<SnapshotBoxJson> boxes,

        @Schema(description = "The points that the mode read, in order")
        List<SnapshotPointJson> points,

        @Schema(description = "In find_all the user's text as it was stored; else null") @Nullable
        String textPrompt) {

    /** A box as it was. */
    @Schema(name = "SnapshotBox")
    record SnapshotBoxJson(
            @Schema(format = "uuid", example = Examples.ID) String id,
            @Schema(example = "120") int bboxX,
            @Schema(example = "80") int bboxY,
            @Schema(example = "300") int bboxWidth,
            @Schema(example = "200") int bboxHeight,

            @Schema(allowableValues = {"segment", "positive_exemplar", "negative_exemplar"})
            String promptType) {

        static SnapshotBoxJson of(SnapshotBox box) {
            return new SnapshotBoxJson(
                    box.id().toString(),
                    box.box().x(),
                    box.box().y(),
                    box.box().width(),
                    box.box().height(),
                    box.type().wireName());
        }
    }

    /** A point as it was. */
    @Schema(name = "SnapshotPoint")
    record SnapshotPointJson(
            @Schema(format = "uuid", example = Examples.ID) String id,
            @Schema(example = "270") int pointX,
            @Schema(example = "180") int pointY,
            boolean isPositive) {

        static SnapshotPointJson of(SnapshotPoint point) {
            return new SnapshotPointJson(point.id().toString(), point.x(), point.y(), point.positive());
        }
    }

    static SnapshotJson of(ProcessingResult result) {
        AnnotationSnapshot snapshot = result.snapshot();
        return new SnapshotJson(
                result.provenance().imageDigest(),
                snapshot.boxes().stream().map(SnapshotBoxJson::of).toList(),
                snapshot.points().stream().map(SnapshotPointJson::of).toList(),
                snapshot.textPrompt());
    }
}
