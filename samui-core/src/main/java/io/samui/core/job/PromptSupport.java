package io.samui.core.job;

import io.samui.core.annotation.AnnotationSnapshot;
import io.samui.core.annotation.PromptSummary;
import io.samui.core.annotation.PromptType;
import io.samui.core.inference.EngineInfo;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.PromptKind;
import io.samui.core.inference.SegmentationMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a model can take an image's prompts; its modes have been checked before. For one submission. */
final class PromptSupport {

    private final InferenceEngine model;
    private final EngineInfo engine;

    /** Many images share a text, and each is to be looked at once. */
    private final Map<String, Optional<String>> texts = new HashMap<>();

    PromptSupport(InferenceEngine model) {
        this.model = model;
        this.engine = model.info();
    }

    /**
     * A sentence saying what the model cannot take; null when it can take all.
     *
     * @param textPrompt as stored
     */
    @Nullable
    String unsupported(PromptSummary prompts, @Nullable String textPrompt) {
        if (prompts.mode() != SegmentationMode.FIND_ALL) {
            return null;
        }
        if (prompts.hasText() && textPrompt != null) {
            Optional<String> refused = texts.computeIfAbsent(textPrompt, this::refused);
            if (refused.isPresent()) {
                return refused.get();
            }
        }
        if (prompts.positives() > 0 && !engine.promptKinds().contains(PromptKind.POSITIVE_EXEMPLAR)) {
            return takesNone(engine, PromptType.POSITIVE_EXEMPLAR);
        }
        if (prompts.negatives() > 0 && !engine.promptKinds().contains(PromptKind.NEGATIVE_EXEMPLAR)) {
            return takesNone(engine, PromptType.NEGATIVE_EXEMPLAR);
        }
        int exemplars = prompts.positives() + prompts.negatives();
        return exemplars <= engine.exemplarLimit()
                ? null
                : "The model " + engine.modelId() + " takes at most " + engine.exemplarLimit()
                        + " exemplar boxes, but the image has " + exemplars;
    }

    private Optional<String> refused(String textPrompt) {
        List<String> asked = AnnotationSnapshot.texts(textPrompt);
        Optional<String> refusal = asked.isEmpty() ? Optional.empty() : model.refusal(asked);
        return refusal.isPresent() || asked.isEmpty() || engine.promptKinds().contains(PromptKind.TEXT)
                ? refusal
                : Optional.of("The model " + engine.modelId()
                        + " takes no text prompts: use exemplar boxes, or another model");
    }

    private static String takesNone(EngineInfo engine, PromptType type) {
        return "The model " + engine.modelId() + " takes no boxes of type " + type.wireName()
                + ": delete them, or use another model";
    }
}
