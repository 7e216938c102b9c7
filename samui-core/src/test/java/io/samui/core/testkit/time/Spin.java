package io.samui.core.testkit.time;

import java.util.function.BooleanSupplier;

/** Waits for what another thread is about to do, where there is nothing to wait on. */
public final class Spin {

    private Spin() {}

    /** Looks again and again until it is so; a test's time-out, which interrupts, ends it. */
    public static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("It did not come about in time");
            }
            Thread.onSpinWait();
        }
    }
}
