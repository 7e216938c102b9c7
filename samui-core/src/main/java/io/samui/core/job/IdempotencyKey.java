package io.samui.core.job;

import io.samui.core.InvalidInputException;

/**
 * What a client calls a submission, so that sending it again is the same submission.
 *
 * @param value 1 to {@value #MAX_LENGTH} visible ASCII characters, such as a UUID
 */
public record IdempotencyKey(String value) {

    public static final int MAX_LENGTH = 255;

    public IdempotencyKey {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new InvalidInputException("An Idempotency-Key has 1 to " + MAX_LENGTH
                    + " characters, but this one has " + value.length() + ": send a UUID, say");
        }
        if (!value.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw new InvalidInputException(
                    "An Idempotency-Key consists of visible ASCII characters without blanks: send a UUID, say");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
