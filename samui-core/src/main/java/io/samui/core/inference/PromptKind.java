package io.samui.core.inference;

/** The kinds of prompt a model may understand. */
public enum PromptKind {
    BOX,
    POINT,
    TEXT,
    POSITIVE_EXEMPLAR,
    NEGATIVE_EXEMPLAR
}
