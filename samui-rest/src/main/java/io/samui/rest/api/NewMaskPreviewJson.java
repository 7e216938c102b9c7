package io.samui.rest.api;

import io.samui.core.InvalidInputException;
import io.samui.core.annotation.AnnotationId;
import io.samui.core.annotation.AnnotationSnapshot;
import io.samui.core.annotation.AnnotationSnapshot.SnapshotBox;
import io.samui.core.annotation.AnnotationSnapshot.SnapshotPoint;
import io.samui.core.annotation.PromptType;
import io.samui.core.image.ImageId;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.mask.PixelBox;
import io.samui.core.preview.PreviewRequest;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Prompts to see masks of; what the mode does not read is passed over. */
@Schema(name = "NewMaskPreview")
record NewMaskPreviewJson(
        @Schema(
                allowableValues = {"inside_box", "find_all", "point"},
                defaultValue = "inside_box")
        @Nullable
        String mode,

        @Schema(description = "In inside_box: one mask for each") @Nullable
        List<@Nullable PreviewBoxJson> boxes,

        @Schema(description = "In point: one mask for all; at least one is positive") @Nullable
        List<@Nullable PreviewPointJson> points,

        @Schema(description = "In find_all", maxLength = 1024, example = "red apple") @Nullable
        String textPrompt,

        @Schema(description = "In find_all") @Nullable List<@Nullable PreviewExemplarJson> exemplars,

        @Schema(implementation = ParametersJson.class) @Nullable
        JsonNode parameters) {

    /** A snapshot wants ids; nothing is stored under this one. */
    private static final AnnotationId NOWHERE = new AnnotationId(new UUID(0, 0));

    /** A box in pixels of the upright image. */
    @Schema(
            name = "PreviewBox",
            requiredProperties = {"x", "y", "width", "height"})
    record PreviewBoxJson(
            @Schema(example = "120", minimum = "0") @Nullable
            Integer x,

            @Schema(example = "80", minimum = "0") @Nullable Integer y,

            @Schema(example = "300", minimum = "1") @Nullable
            Integer width,

            @Schema(example = "200", minimum = "1") @Nullable
            Integer height) {

        SnapshotBox segment(String name) {
            return new SnapshotBox(NOWHERE, PromptType.SEGMENT, box(name, x, y, width, height));
        }
    }

    /** A point in pixels of the upright image. */
    @Schema(
            name = "PreviewPoint",
            requiredProperties = {"x", "y"})
    record PreviewPointJson(
            @Schema(example = "270", minimum = "0") @Nullable
            Integer x,

            @Schema(example = "180", minimum = "0") @Nullable
            Integer y,

            @Schema(defaultValue = "true") @Nullable Boolean isPositive) {

        SnapshotPoint point(String name) {
            return new SnapshotPoint(
                    NOWHERE,
                    Required.field(name + ".x", x),
                    Required.field(name + ".y", y),
                    isPositive == null || isPositive);
        }
    }

    /** A box around an example, or around what is none. */
    @Schema(
            name = "PreviewExemplar",
            requiredProperties = {"x", "y", "width", "height"})
    record PreviewExemplarJson(
            @Schema(example = "120", minimum = "0") @Nullable
            Integer x,

            @Schema(example = "80", minimum = "0") @Nullable Integer y,

            @Schema(example = "300", minimum = "1") @Nullable
            Integer width,

            @Schema(example = "200", minimum = "1") @Nullable
            Integer height,

            @Schema(defaultValue = "true") @Nullable Boolean isPositive) {

        SnapshotBox exemplar(String name) {
            boolean positive = isPositive == null || isPositive;
            PromptType type = positive ? PromptType.POSITIVE_EXEMPLAR : PromptType.NEGATIVE_EXEMPLAR;
            return new SnapshotBox(NOWHERE, type, box(name, x, y, width, height));
        }
    }

    /**
     * @param defaults parameters where the body names none
     * @throws InvalidInputException for what does not fit
     */
    PreviewRequest request(ImageId image, DecodeOptions defaults) {
        SegmentationMode asked = mode == null ? SegmentationMode.INSIDE_BOX : SegmentationMode.fromWireName(mode);
        AnnotationSnapshot prompts = switch (asked) {
            case INSIDE_BOX ->
                new AnnotationSnapshot(asked, each("boxes", boxes, PreviewBoxJson::segment), List.of(), null);
            case POINT ->
                new AnnotationSnapshot(asked, List.of(), each("points", points, PreviewPointJson::point), null);
            case FIND_ALL ->
                new AnnotationSnapshot(
                        asked, each("exemplars", exemplars, PreviewExemplarJson::exemplar), List.of(), textPrompt);
        };
        return new PreviewRequest(image, prompts, ParametersJson.read(parameters, defaults));
    }

    private interface Reading<J, T> {
        T of(J json, String name);
    }

    private static <J, T> List<T> each(String name, @Nullable List<@Nullable J> given, Reading<J, T> reading) {
        if (given == null) {
            return List.of();
        }
        return IntStream.range(0, given.size())
                .mapToObj(i -> reading.of(Required.field(name + "[" + i + "]", given.get(i)), name + "[" + i + "]"))
                .toList();
    }

    private static PixelBox box(
            String name, @Nullable Integer x, @Nullable Integer y, @Nullable Integer width, @Nullable Integer height) {
        return new PixelBox(
                Required.field(name + ".x", x),
                Required.field(name + ".y", y),
                Required.field(name + ".width", width),
                Required.field(name + ".height", height));
    }
}
