package io.samui.core;

import org.jspecify.annotations.Nullable;

/**
 * Root of everything samui throws on purpose. Its message is a sentence for the person who can act on it: what is wrong and
 * what to do. Subclasses differ by what the caller can do, not by where they come from.
 */
public class SamuiException extends RuntimeException {

    public SamuiException(String message) {
        super(message);
    }

    public SamuiException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
