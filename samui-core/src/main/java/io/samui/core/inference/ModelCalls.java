package io.samui.core.inference;

import java.util.function.Function;

/** Where calls of the model run: a lane, seen from one of its priorities. Thread-safe. */
public interface ModelCalls {

    /**
     * Runs {@code call} with a session and waits for it. Once it runs it is waited for, interrupted or not, because it uses what
     * the caller closes next; one that the call itself hands to the session ends it sooner.
     *
     * @param cancellation ends the waiting for its turn
     * @throws CancelledException when it is cancelled, the lane closes, or the caller is interrupted, before it runs
     */
    <T> T call(Function<InferenceSession, T> call, Cancellation cancellation);

    /** {@link #call(Function, Cancellation)} that nobody cancels. */
    default <T> T call(Function<InferenceSession, T> call) {
        return call(call, Cancellation.none());
    }
}
