package io.samui.core.inference;

import java.time.Duration;

/** Measures one step after another by the machine's monotonic clock, which no test needs to set. One thread. */
public final class Stopwatch {

    private long last = System.nanoTime();

    /** The time since the last lap, or since it was made. */
    public Duration lap() {
        long now = System.nanoTime();
        Duration lap = Duration.ofNanos(now - last);
        last = now;
        return lap;
    }
}
