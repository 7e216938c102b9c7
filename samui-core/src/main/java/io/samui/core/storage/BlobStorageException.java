package io.samui.core.storage;

import io.samui.core.SamuiException;
import org.jspecify.annotations.Nullable;

/** A blob could not be written, read, listed or deleted. */
public class BlobStorageException extends SamuiException {

    private final boolean retryable;

    /**
     * @param retryable whether the same call may succeed later without anybody changing anything
     */
    public BlobStorageException(String message, @Nullable Throwable cause, boolean retryable) {
        super(message, cause);
        this.retryable = retryable;
    }

    public boolean retryable() {
        return retryable;
    }
}
