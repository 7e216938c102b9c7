package io.samui.rest.api;

import io.samui.core.image.ImageRecord;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.inference.Segmenter;
import io.samui.core.inference.Segmenter.Found;
import io.samui.core.mask.Box;
import io.samui.core.preview.Preview;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** Masks that nothing keeps. */
@Schema(name = "MaskPreview")
record MaskPreviewJson(
        @Schema(format = "uuid", example = Examples.ID) String imageId,

        @Schema(allowableValues = {"inside_box", "find_all", "point"})
        String mode,

        @Schema(description = "Of the upright image", example = "4000")
        int width,

        @Schema(example = "3000") int height,

        @Schema(description = "One per box in order, one for all points, or what was found")
        List<InstanceJson> instances,

        @Schema(description = "Whether the image did not need to be encoded")
        boolean cached,

        PreviewTimingsJson timings) {

    /** One mask. */
    @Schema(name = "PreviewedInstance")
    record InstanceJson(
            @Schema(description = "The model's own estimate", example = "0.97")
            double score,

            @Schema(
                    description =
                            "x, y, width, height: the model's box in find_all, else the mask's own, zeros when it is empty",
                    example = "[120, 80, 300, 200]")
            List<Double> bbox,

            @Schema(description = "Pixels", example = "41230")
            int area,

            RleJson segmentation) {

        static InstanceJson of(Found found) {
            Box box = found.box() == null ? found.mask().bounds().toBox() : found.box();
            return new InstanceJson(
                    found.score(),
                    List.of(box.x(), box.y(), box.width(), box.height()),
                    found.mask().area(),
                    RleJson.of(found.mask()));
        }
    }

    /** Where the time went. */
    @Schema(name = "PreviewTimings", description = "In milliseconds")
    record PreviewTimingsJson(
            @Schema(description = "Reading and decoding the image; 0 when cached", example = "0.0")
            double readMs,

            @Schema(description = "The encoder; 0 when cached", example = "0.0")
            double encodeMs,

            @Schema(description = "The decoder", example = "35.2")
            double decodeMs,

            @Schema(description = "Making the masks", example = "2.1")
            double masksMs) {

        static PreviewTimingsJson of(Segmenter.Answer answer) {
            return new PreviewTimingsJson(
                    TimingsJson.millis(answer.read()),
                    TimingsJson.millis(answer.encode()),
                    TimingsJson.millis(answer.decode()),
                    TimingsJson.millis(answer.masks()));
        }
    }

    static MaskPreviewJson of(Preview preview, SegmentationMode mode) {
        ImageRecord image = preview.image();
        return new MaskPreviewJson(
                image.id().toString(),
                mode.wireName(),
                image.width(),
                image.height(),
                preview.answer().found().stream().map(InstanceJson::of).toList(),
                preview.answer().fromCache(),
                PreviewTimingsJson.of(preview.answer()));
    }
}
