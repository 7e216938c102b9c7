package io.samui.rest.sse;

import io.samui.core.SamuiException;

/** No further client can listen now; later one can. */
public class StreamRefusedException extends SamuiException {

    /** In seconds. */
    public static final int RETRY_AFTER = 10;

    StreamRefusedException(String message) {
        super(message);
    }
}
