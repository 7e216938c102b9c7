package io.samui.core;

import org.jspecify.annotations.Nullable;

/** What was handed in cannot be accepted; the message says what to change. Nothing was stored. */
public class InvalidInputException extends SamuiException {

    public InvalidInputException(String message) {
        super(message);
    }

    public InvalidInputException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
