package io.samui.rest.api;

import io.samui.core.annotation.AnnotationSnapshot.SnapshotBox;
import io.samui.core.annotation.AnnotationSnapshot.SnapshotPoint;
import io.samui.core.annotation.SnapshotDifference;
import io.samui.core.annotation.SnapshotDifference.Change;
import io.samui.core.history.ResultComparison;
import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.MaskComparison;
import io.samui.core.mask.MaskComparison.Pair;
import io.samui.rest.api.SnapshotJson.SnapshotBoxJson;
import io.samui.rest.api.SnapshotJson.SnapshotPointJson;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a result b differs from a result a of the same image. */
@Schema(name = "ResultComparison")
record ComparisonJson(
        @Schema(format = "uuid", example = Examples.ID) String a,
        @Schema(format = "uuid", example = Examples.ID) String b,
        @Schema(format = "uuid", example = Examples.ID) String imageId,

        @Schema(
                description = "Intersection over union of all pixels; 1 where both found nothing",
                minimum = "0",
                maximum = "1",
                example = "0.93")
        double iou,

        @Schema(
                description =
                        "Each instance of either, once: those of a in order, then those of b that fit none of them")
        List<PairJson> instances,

        @Schema(description = "Pixels of both", example = "12000")
        int keptArea,

        @Schema(description = "Pixels of b only", example = "300")
        int addedArea,

        @Schema(description = "Pixels of a only", example = "600")
        int removedArea,

        @Schema(description = "The pixels of one only") RleJson differenceMask,
        PromptsJson prompts) {

    /** Two instances that are taken for the same one. */
    @Schema(name = "InstancePair", description = "Two instances that are taken for the same one")
    record PairJson(
            @Schema(description = "Its id in a's COCO document, from 1; null where it is new in b", example = "1")
            @Nullable
            Integer a,

            @Schema(description = "Its id in b's COCO document; null where b has nothing there", example = "2")
            @Nullable
            Integer b,

            @Schema(minimum = "0", maximum = "1", example = "0.93")
            double iou) {

        static PairJson of(Pair pair) {
            return new PairJson(id(pair.first()), id(pair.second()), pair.iou());
        }

        private static @Nullable Integer id(@Nullable Integer place) {
            return place == null ? null : place + 1;
        }
    }

    /** What became of the prompts. */
    @Schema(name = "PromptDifference", description = "By geometry and type; what was moved is removed and added")
    record PromptsJson(
            @Schema(description = "Whether a model would see the same")
            boolean same,

            BoxesChangeJson boxes,
            PointsChangeJson points,

            @Schema(description = "Whether the texts mean the same")
            boolean sameText,

            @Nullable String textPromptA,
            @Nullable String textPromptB) {

        static PromptsJson of(ResultComparison comparison) {
            SnapshotDifference difference = comparison.prompts();
            return new PromptsJson(
                    difference.isNone()
                            && comparison.first().mode() == comparison.second().mode(),
                    BoxesChangeJson.of(difference.boxes()),
                    PointsChangeJson.of(difference.points()),
                    difference.sameText(),
                    comparison.first().snapshot().textPrompt(),
                    comparison.second().snapshot().textPrompt());
        }
    }

    @Schema(name = "BoxDifference")
    record BoxesChangeJson(List<SnapshotBoxJson> kept, List<SnapshotBoxJson> added, List<SnapshotBoxJson> removed) {

        static BoxesChangeJson of(Change<SnapshotBox> change) {
            return new BoxesChangeJson(all(change.kept()), all(change.added()), all(change.removed()));
        }

        private static List<SnapshotBoxJson> all(List<SnapshotBox> boxes) {
            return boxes.stream().map(SnapshotBoxJson::of).toList();
        }
    }

    @Schema(name = "PointDifference")
    record PointsChangeJson(
            List<SnapshotPointJson> kept, List<SnapshotPointJson> added, List<SnapshotPointJson> removed) {

        static PointsChangeJson of(Change<SnapshotPoint> change) {
            return new PointsChangeJson(all(change.kept()), all(change.added()), all(change.removed()));
        }

        private static List<SnapshotPointJson> all(List<SnapshotPoint> points) {
            return points.stream().map(SnapshotPointJson::of).toList();
        }
    }

    static ComparisonJson of(ResultComparison comparison) {
        MaskComparison masks = comparison.masks();
        BinaryMask added = masks.added();
        BinaryMask removed = masks.removed();
        return new ComparisonJson(
                comparison.first().id().toString(),
                comparison.second().id().toString(),
                comparison.first().imageId().toString(),
                masks.iou(),
                masks.pairs().stream().map(PairJson::of).toList(),
                masks.kept().area(),
                added.area(),
                removed.area(),
                RleJson.of(BinaryMask.union(List.of(added, removed))),
                PromptsJson.of(comparison));
    }
}
