package io.samui.core.job;

import io.samui.core.annotation.PromptSummary;
import io.samui.core.annotation.PromptType;
import io.samui.core.inference.EngineInfo;
import io.samui.core.inference.PromptKind;
import io.samui.core.inference.SegmentationMode;
import org.jspecify.annotations.Nullable;

/** Whether a model can take an image's prompts; its modes have been checked before. */
final class PromptSupport {

    private PromptSupport() {}

    /** A sentence saying what the model cannot take; null when it can take all. */
    static @Nullable String unsupported(EngineInfo engine, PromptSummary prompts) {
        if (prompts.mode() != SegmentationMode.FIND_ALL) {
            return null;
        }
        if (prompts.hasText() && !engine.promptKinds().contains(PromptKind.TEXT)) {
            return "The model " + engine.modelId() + " takes no text prompts: use exemplar boxes, or another model";
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

    private static String takesNone(EngineInfo engine, PromptType type) {
        return "The model " + engine.modelId() + " takes no boxes of type " + type.wireName()
                + ": delete them, or use another model";
    }
}
