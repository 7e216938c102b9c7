package io.samui.core.annotation;

/**
 * What adding an annotation came to.
 *
 * @param annotation the one that has the id now
 * @param isNew      whether it was added just now; else it was there before, and nothing changed
 */
public record Added<A>(A annotation, boolean isNew) {}
