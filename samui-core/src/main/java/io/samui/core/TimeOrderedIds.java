package io.samui.core;

import java.time.Clock;
import java.util.Random;
import java.util.UUID;

/**
 * Ids of UUID version 7 (RFC 9562): 48 bits of milliseconds, then a counter and random bits, so that ids made one after another
 * sort in that order and indexes grow at their end. Thread-safe.
 */
public final class TimeOrderedIds implements IdGenerator {

    private static final int COUNTER_BITS = 12;

    private final Clock clock;
    private final Random random;
    private long lastMillis;
    private int counter;

    /**
     * @param random a {@link java.security.SecureRandom} outside tests: ids that cannot be guessed
     */
    public TimeOrderedIds(Clock clock, Random random) {
        this.clock = clock;
        this.random = random;
    }

    @Override
    public UUID next() {
        long millis;
        int count;
        synchronized (this) {
            millis = Math.max(clock.millis(), lastMillis);
            if (millis == lastMillis) {
                counter++;
                if (counter >>> COUNTER_BITS != 0) {
                    millis++;
                    counter = 0;
                }
            } else {
                // half of the range stays free, so that a busy millisecond seldom runs over
                counter = random.nextInt(1 << (COUNTER_BITS - 1));
            }
            lastMillis = millis;
            count = counter;
        }
        long high = (millis << 16) | 0x7000L | count;
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
