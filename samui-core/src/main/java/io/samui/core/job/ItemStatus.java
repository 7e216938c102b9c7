package io.samui.core.job;

import io.samui.core.InvalidInputException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where one image of a job stands; the last four are ends, and an item ends once. */
public enum ItemStatus {
    PENDING,
    RUNNING,
    PROCESSED,
    SKIPPED,
    FAILED,
    CANCELLED;

    public boolean ended() {
        return this != PENDING && this != RUNNING;
    }

    /**
     * The status of that name.
     *
     * @throws InvalidInputException for any other text
     */
    public static ItemStatus fromWireName(String name) {
        return Arrays.stream(values())
                .filter(status -> status.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("status must be one of "
                        + Arrays.stream(values()).map(ItemStatus::wireName).collect(Collectors.joining(", "))));
    }

    /** The name in the API and in stored data. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
