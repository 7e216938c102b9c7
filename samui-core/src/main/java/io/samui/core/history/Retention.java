package io.samui.core.history;

import java.time.Duration;
import java.time.Instant;

/**
 * What is kept of the history at one moment. A result has expired when both hold: {@code newest} results of its image and mode are
 * newer, and it was made before {@code before}. As {@code newest} is at least 1, the latest of an image and mode never expires.
 *
 * @param newest so many of the newest results of an image and mode are kept, whatever their age
 * @param before what was made at this time or later is kept, however many there are; from 1970 to the year 9999
 */
public record Retention(int newest, Instant before) {

    /** For {@code before}: whatever the age. */
    public static final Instant ALWAYS = Instant.parse("9999-12-31T00:00:00Z");

    public Retention {
        if (newest < 1) {
            throw new IllegalArgumentException("The latest result is always kept, so newest cannot be " + newest);
        }
        if (before.isBefore(Instant.EPOCH) || before.isAfter(ALWAYS)) {
            throw new IllegalArgumentException("Not a time between 1970 and 9999: " + before);
        }
    }

    /** The time that is so long before another one, but not before 1970. */
    static Instant before(Instant now, Duration age) {
        Duration since = Duration.between(Instant.EPOCH, now);
        return since.compareTo(age) < 0 ? Instant.EPOCH : now.minus(age);
    }
}
