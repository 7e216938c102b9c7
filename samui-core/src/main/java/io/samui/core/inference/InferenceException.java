package io.samui.core.inference;

import io.samui.core.SamuiException;
import org.jspecify.annotations.Nullable;

/** A model could not be loaded, or a run failed. */
public class InferenceException extends SamuiException {

    /** What a caller can do about it. */
    public enum Kind {
        /** The model cannot be loaded: no other image will fare better. */
        MODEL_NOT_LOADED,
        /** The device or the host ran out of memory. */
        OUT_OF_MEMORY,
        /** The model does not have what the prompt asks for. */
        MODE_NOT_SUPPORTED,
        /** The run failed for another reason. */
        RUN_FAILED
    }

    private final Kind kind;

    public InferenceException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
