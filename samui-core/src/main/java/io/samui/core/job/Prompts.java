package io.samui.core.job;

import io.samui.core.annotation.AnnotationSnapshot;
import io.samui.core.annotation.PromptType;
import io.samui.core.inference.Prompt;
import java.util.Arrays;
import java.util.List;

/** Turns a snapshot into what a model is asked. */
public final class Prompts {

    private Prompts() {}

    /**
     * What a model is asked for a snapshot.
     *
     * @throws IllegalArgumentException when the snapshot has nothing to process
     */
    public static Prompt of(AnnotationSnapshot snapshot) {
        return switch (snapshot.mode()) {
            case INSIDE_BOX ->
                new Prompt.BoxPrompt(
                        snapshot.boxes().stream().map(box -> box.box().toBox()).toList());
            case POINT ->
                new Prompt.PointPrompt(snapshot.points().stream()
                        .map(point -> new Prompt.PromptPoint(point.x(), point.y(), point.positive()))
                        .toList());
            case FIND_ALL ->
                new Prompt.ConceptPrompt(
                        texts(snapshot),
                        snapshot.boxes().stream()
                                .map(box -> new Prompt.Exemplar(
                                        box.box().toBox(), box.type() == PromptType.POSITIVE_EXEMPLAR))
                                .toList());
        };
    }

    private static List<String> texts(AnnotationSnapshot snapshot) {
        String text = snapshot.normalisedText();
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(";"));
    }
}
