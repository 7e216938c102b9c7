package io.samui.core.job;

import io.samui.core.annotation.AnnotationSnapshot;
import io.samui.core.annotation.AnnotationSnapshot.SnapshotBox;
import io.samui.core.annotation.PromptType;
import io.samui.core.inference.EngineInfo;
import io.samui.core.inference.PromptKind;
import io.samui.core.inference.SegmentationMode;
import org.jspecify.annotations.Nullable;

/** Whether a model can take the prompts of a snapshot; its modes have been checked before. */
final class PromptSupport {

    private PromptSupport() {}

    /** A sentence saying what the model cannot take; null when it can take all. */
    static @Nullable String unsupported(EngineInfo engine, AnnotationSnapshot snapshot) {
        if (snapshot.mode() != SegmentationMode.FIND_ALL) {
            return null;
        }
        if (!snapshot.normalisedText().isEmpty() && !engine.promptKinds().contains(PromptKind.TEXT)) {
            return "The model " + engine.modelId() + " takes no text prompts: use exemplar boxes, or another model";
        }
        for (SnapshotBox box : snapshot.boxes()) {
            PromptKind kind = box.type() == PromptType.NEGATIVE_EXEMPLAR
                    ? PromptKind.NEGATIVE_EXEMPLAR
                    : PromptKind.POSITIVE_EXEMPLAR;
            if (!engine.promptKinds().contains(kind)) {
                return "The model " + engine.modelId() + " takes no boxes of type "
                        + box.type().wireName() + ": delete them, or use another model";
            }
        }
        if (snapshot.boxes().size() > engine.exemplarLimit()) {
            return "The model " + engine.modelId() + " takes at most " + engine.exemplarLimit()
                    + " exemplar boxes, but the image has "
                    + snapshot.boxes().size();
        }
        return null;
    }
}
