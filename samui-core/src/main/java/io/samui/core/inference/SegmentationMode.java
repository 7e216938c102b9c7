package io.samui.core.inference;

import io.samui.core.InvalidInputException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is asked of a model. Each mode reads its own prompts and has its own history per image. */
public enum SegmentationMode {
    /** One mask per box of type {@code segment}, in order. */
    INSIDE_BOX,
    /** Every instance the model discovers for a text and/or exemplar boxes. */
    FIND_ALL,
    /** One mask for positive and negative points. */
    POINT;

    /** The name in the API and in stored data, such as {@code inside_box}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The mode of that name.
     *
     * @throws InvalidInputException for anything but a {@link #wireName()}
     */
    public static SegmentationMode fromWireName(String name) {
        return Arrays.stream(values())
                .filter(mode -> mode.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("mode must be one of "
                        + Arrays.stream(values())
                                .map(SegmentationMode::wireName)
                                .collect(Collectors.joining(", "))
                        + ", but is \"" + name + "\""));
    }
}
