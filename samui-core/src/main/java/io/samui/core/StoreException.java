package io.samui.core;

/** The database did not do its part: it is away, full, or refuses. Nothing of the transaction was kept; it may be tried again. */
public class StoreException extends SamuiException {

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
