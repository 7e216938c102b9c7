package io.samui.rest.api;

import io.samui.core.InvalidInputException;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads ids as the API writes them; more than {@link UUID#fromString}, which takes {@code 1-1-1-1-1} too. */
final class Ids {

    private static final Pattern FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private Ids() {}

    /**
     * @param what for the message, such as {@code image_id}
     * @throws InvalidInputException for anything but a UUID
     */
    static UUID parse(String what, String text) {
        if (!FORM.matcher(text).matches()) {
            throw new InvalidInputException(
                    what + " must be a UUID such as 0190f3a2-7c1e-7d3a-9f52-0d9c6a1b2e3f, but is \""
                            + (text.length() > 60 ? text.substring(0, 60) + "..." : text) + "\"");
        }
        return UUID.fromString(text);
    }
}
