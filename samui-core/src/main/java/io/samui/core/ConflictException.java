package io.samui.core;

/** What was asked for contradicts what is there by now; the message says what. Nothing was changed. */
public class ConflictException extends SamuiException {

    public ConflictException(String message) {
        super(message);
    }
}
