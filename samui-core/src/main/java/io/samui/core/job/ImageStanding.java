package io.samui.core.job;

import io.samui.core.InvalidInputException;
import io.samui.core.change.Reason;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How an image stands in a mode, for people who look for those that stand so. */
public enum ImageStanding {
    /** A submission takes it; that may be because the last attempt failed. */
    NEEDS_PROCESSING,
    /** Its latest result is of its prompts as they are, or a job that will make that result is queued or running. */
    UP_TO_DATE,
    /** The last attempt with its prompts failed; it needs processing too. */
    FAILED,
    /** It has no prompts in this mode, or none that the model can take. */
    NOTHING_TO_PROCESS;

    /** Whether an image with this reason stands so. */
    boolean isOf(Reason reason) {
        return switch (this) {
            case NEEDS_PROCESSING -> reason.needsProcessing();
            case UP_TO_DATE -> reason == Reason.UP_TO_DATE || reason == Reason.IN_PROGRESS;
            case FAILED -> reason == Reason.LAST_FAILED;
            case NOTHING_TO_PROCESS -> !reason.processedWhenForced();
        };
    }

    /**
     * The one of that name.
     *
     * @throws InvalidInputException for any other text
     */
    public static ImageStanding fromWireName(String name) {
        return Arrays.stream(values())
                .filter(standing -> standing.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("state must be one of "
                        + Arrays.stream(values()).map(ImageStanding::wireName).collect(Collectors.joining(", "))));
    }

    /** The name in the API. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
