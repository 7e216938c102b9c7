package io.samui.core.job;

import java.time.Duration;

/** Measures one step after another by the machine's monotonic clock, which no test needs to set. */
final class Stopwatch {

    /** How long a step took. */
    record Lap(Duration time) {
        static final Lap NONE = new Lap(Duration.ZERO);
    }

    private long last = System.nanoTime();

    /** The time since the last lap. */
    Lap lap() {
        long now = System.nanoTime();
        Lap lap = new Lap(Duration.ofNanos(now - last));
        last = now;
        return lap;
    }
}
