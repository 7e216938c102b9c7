package io.samui.rest.api;

import io.samui.core.InvalidInputException;
import org.jspecify.annotations.Nullable;

/** Fields that a body must have. */
final class Required {

    private Required() {}

    static <T> T field(String name, @Nullable T value) {
        if (value == null) {
            throw new InvalidInputException(name + " is required");
        }
        return value;
    }
}
