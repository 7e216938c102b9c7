package io.samui.core.annotation;

import io.samui.core.InvalidInputException;
import io.samui.core.inference.SegmentationMode;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a box is for. */
public enum PromptType {
    /** Read by {@code inside_box}: segment what is inside. */
    SEGMENT,
    /** Read by {@code find_all}: an instance of what to look for. */
    POSITIVE_EXEMPLAR,
    /** Read by {@code find_all}: what not to take for it. */
    NEGATIVE_EXEMPLAR;

    /** The mode that reads it. */
    public SegmentationMode mode() {
        return this == SEGMENT ? SegmentationMode.INSIDE_BOX : SegmentationMode.FIND_ALL;
    }

    /** The name in the API and in stored data, such as {@code positive_exemplar}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The type of that name.
     *
     * @throws InvalidInputException for anything but a {@link #wireName()}
     */
    public static PromptType fromWireName(String name) {
        return Arrays.stream(values())
                .filter(type -> type.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("prompt_type must be one of "
                        + Arrays.stream(values()).map(PromptType::wireName).collect(Collectors.joining(", "))
                        + ", but is \"" + name + "\""));
    }
}
