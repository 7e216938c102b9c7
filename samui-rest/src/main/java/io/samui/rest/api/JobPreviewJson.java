package io.samui.rest.api;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.samui.core.image.ImageId;
import io.samui.core.job.JobPreview;
import io.samui.core.job.PreviewedImage;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A preview as the API shows it, judged while it is written: the images first, then what they add up to. */
@Schema(name = "JobPreview")
@JsonPropertyOrder({"images", "totals"})
final class JobPreviewJson {

    private final JobPreview preview;

    JobPreviewJson(JobPreview preview) {
        this.preview = preview;
    }

    @ArraySchema(
            arraySchema = @Schema(description = "Those of the request that exist, each once, in the request's order"),
            schema = @Schema(implementation = PreviewedImageJson.class))
    public Iterable<PreviewedImageJson> getImages() {
        return () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return preview.hasNext();
            }

            @Override
            public PreviewedImageJson next() {
                return PreviewedImageJson.of(preview.next());
            }
        };
    }

    public PreviewTotalsJson getTotals() {
        return PreviewTotalsJson.of(preview.totals());
    }

    /** Whether a job would take an image, and why. */
    @Schema(name = "PreviewedImage")
    record PreviewedImageJson(
            @Schema(format = "uuid", example = Examples.ID) String imageId,
            @Schema(example = "photo.jpg") String filename,

            @Schema(description = "Whether a job submitted now takes it; with force_all all that can be processed")
            boolean needsProcessing,

            @Schema(
                    description = "The first that holds",
                    allowableValues = {
                        "NOTHING_TO_PROCESS",
                        "UNSUPPORTED_PROMPT",
                        "IN_PROGRESS",
                        "UP_TO_DATE",
                        "LAST_FAILED",
                        "NEVER_PROCESSED",
                        "IMAGE_CHANGED",
                        "MODEL_CHANGED",
                        "PARAMETERS_CHANGED",
                        "TEXT_PROMPT_CHANGED",
                        "ANNOTATIONS_CHANGED"
                    })
            String reason,

            @Schema(description = "The reason, for people", example = "boxes or points changed")
            String sentence) {

        static PreviewedImageJson of(PreviewedImage image) {
            return new PreviewedImageJson(
                    image.id().toString(),
                    image.filename(),
                    image.needsProcessing(),
                    image.reason().name(),
                    image.sentence());
        }
    }

    /** What the images add up to. */
    @Schema(name = "PreviewTotals")
    record PreviewTotalsJson(
            @Schema(description = "Images of the request that exist", example = "12")
            int images,

            @Schema(description = "How many of them a job submitted now takes", example = "3")
            int needProcessing,

            @Schema(
                    description = "How many images have which reason",
                    example = "{\"UP_TO_DATE\":9,\"MODEL_CHANGED\":3}")
            Map<String, Integer> reasons,

            @Schema(description = "Ids of the request that no image has: they are left out", example = "0")
            int unknown,

            @Schema(description = "Which these are") List<String> unknownImageIds) {

        static PreviewTotalsJson of(JobPreview.Totals totals) {
            Map<String, Integer> reasons = new TreeMap<>();
            totals.reasons().forEach((reason, images) -> reasons.put(reason.name(), images));
            return new PreviewTotalsJson(
                    totals.images(),
                    totals.needProcessing(),
                    reasons,
                    totals.unknown().size(),
                    totals.unknown().stream().map(ImageId::toString).toList());
        }
    }
}
