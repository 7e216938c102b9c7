package io.samui.rest.api;

import io.samui.core.InvalidInputException;
import java.util.Locale;

/** What a result is painted on. */
enum Background {
    IMAGE,
    NONE;

    static Background fromWireName(String name) {
        return switch (name) {
            case "image" -> IMAGE;
            case "none" -> NONE;
            default -> throw new InvalidInputException("background must be image or none");
        };
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
