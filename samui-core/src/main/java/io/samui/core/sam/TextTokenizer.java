package io.samui.core.sam;

/** Turns a text into the tokens that a text encoder takes. Thread-safe. */
@FunctionalInterface
interface TextTokenizer {

    /** The text's tokens, start and end marks included, neither cut short nor padded; the marks alone for a blank text. */
    int[] tokens(String text);
}
