package io.samui.core;

/** The input is well formed but beyond a configured limit; the message names the limit and its key. */
public class TooLargeException extends InvalidInputException {

    public TooLargeException(String message) {
        super(message);
    }
}
