package io.samui.rest.api;

import io.samui.core.InvalidInputException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A whole number in a query, between bounds. */
record WholeNumber(String name, int least, int most) {

    // plain digits: Java's own parsers take signs, and the digits of every script
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

    /**
     * @param absent where the query does not have it
     * @throws InvalidInputException for anything but such a number
     */
    int parse(@Nullable String text, int absent) {
        if (text == null) {
            return absent;
        }
        int value = DIGITS.matcher(text).matches() ? Integer.parseInt(text) : -1;
        if (value < least || value > most) {
            throw new InvalidInputException(name + " must be a whole number from " + least + " to " + most);
        }
        return value;
    }
}
