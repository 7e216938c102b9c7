package io.samui.core.job;

import io.samui.core.InvalidInputException;
import io.samui.core.annotation.AnnotationSnapshot;
import io.samui.core.annotation.PromptSummary;
import io.samui.core.annotation.PromptType;
import io.samui.core.inference.EngineInfo;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.PromptKind;
import io.samui.core.inference.SegmentationMode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether a model has a mode, and can take an image's prompts. For one submission or preview, by one thread. */
public final class PromptSupport {

    private final InferenceEngine model;
    private final EngineInfo engine;

    /** Many images share a text, and each is to be looked at once. */
    private final Map<String, Optional<String>> texts = new HashMap<>();

    public PromptSupport(InferenceEngine model) {
        this.model = model;
        this.engine = model.info();
    }

    /**
     * Does nothing when the model has the mode.
     *
     * @throws InvalidInputException when it does not, saying what does
     */
    public static void requireMode(EngineInfo engine, SegmentationMode mode) {
        lacks(engine, mode).ifPresent(sentence -> {
            throw new InvalidInputException(sentence);
        });
    }

    /** A sentence saying that the model does not have the mode, and what does; empty when it has it. */
    public static Optional<String> lacks(EngineInfo engine, SegmentationMode mode) {
        if (engine.modes().contains(mode)) {
            return Optional.empty();
        }
        String has =
                engine.modes().stream().map(SegmentationMode::wireName).sorted().collect(Collectors.joining(", "));
        return Optional.of("The model " + engine.modelId() + " does not have the mode " + mode.wireName() + "; it has "
                + has
                + (mode == SegmentationMode.FIND_ALL
                        ? ". A model with concept prompts (SAM3) brings find_all: put one under models/ in the data"
                                + " directory and name it with samui.inference.model"
                        : ""));
    }

    /** A sentence saying that the model does not take prompts of a kind; empty when it does. */
    public static Optional<String> lacks(EngineInfo engine, PromptKind kind) {
        if (engine.promptKinds().contains(kind)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (kind) {
                    case BOX, POINT ->
                        "The model " + engine.modelId() + " takes no "
                                + kind.name().toLowerCase(Locale.ROOT) + " prompts";
                    case TEXT ->
                        "The model " + engine.modelId()
                                + " takes no text prompts: use exemplar boxes, or another model";
                    case POSITIVE_EXEMPLAR -> takesNone(engine, PromptType.POSITIVE_EXEMPLAR);
                    case NEGATIVE_EXEMPLAR -> takesNone(engine, PromptType.NEGATIVE_EXEMPLAR);
                });
    }

    /**
     * A sentence saying what the model cannot take; null when it can take all.
     *
     * @param textPrompt as stored
     */
    public @Nullable String unsupported(PromptSummary prompts, @Nullable String textPrompt) {
        if (prompts.mode() != SegmentationMode.FIND_ALL) {
            return null;
        }
        if (prompts.hasText() && textPrompt != null) {
            Optional<String> refused = texts.computeIfAbsent(textPrompt, this::refused);
            if (refused.isPresent()) {
                return refused.get();
            }
        }
        Optional<String> missing =
                prompts.positives() > 0 ? lacks(engine, PromptKind.POSITIVE_EXEMPLAR) : Optional.empty();
        if (missing.isEmpty() && prompts.negatives() > 0) {
            missing = lacks(engine, PromptKind.NEGATIVE_EXEMPLAR);
        }
        if (missing.isPresent()) {
            return missing.get();
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
        return refusal.isPresent() || asked.isEmpty() ? refusal : lacks(engine, PromptKind.TEXT);
    }

    private static String takesNone(EngineInfo engine, PromptType type) {
        return "The model " + engine.modelId() + " takes no boxes of type " + type.wireName()
                + ": delete them, or use another model";
    }
}
