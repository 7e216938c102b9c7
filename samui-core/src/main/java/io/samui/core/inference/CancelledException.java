package io.samui.core.inference;

import io.samui.core.SamuiException;

/** A run ended because its {@link Cancellation} was asked for. */
public class CancelledException extends SamuiException {

    public CancelledException() {
        super("The run was cancelled");
    }
}
