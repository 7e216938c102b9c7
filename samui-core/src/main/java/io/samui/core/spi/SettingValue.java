package io.samui.core.spi;

import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one setting. */
final class SettingValue {

    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");
    private static final Pattern COUNT = Pattern.compile("(\\d{1,12})\\s*([kKmM]?)");

    private SettingValue() {}

    /**
     * @param type what the record wants; never a primitive, as those cannot be absent
     * @throws IllegalArgumentException when it does not fit; the message says what would
     */
    static Object parse(Class<?> type, String text) {
        if (type == String.class) {
            return text;
        } else if (type == Boolean.class) {
            return parseBoolean(text);
        } else if (type == Integer.class) {
            return Math.toIntExact(parseCount(text));
        } else if (type == Long.class) {
            return parseCount(text);
        } else if (type == Double.class) {
            return parseDouble(text);
        } else if (type == Duration.class) {
            return parseDuration(text);
        } else if (type == DataSize.class) {
            return DataSize.parse(text);
        } else if (type == Path.class) {
            return Path.of(text);
        } else if (type == Secret.class) {
            return new Secret(text);
        } else if (type.isEnum()) {
            return parseEnum(type, text);
        }
        throw new IllegalStateException("A setting cannot be of " + type);
    }

    private static boolean parseBoolean(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("it is true or false");
        };
    }

    private static long parseCount(String text) {
        Matcher matcher = COUNT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a whole number such as 1000 or 50M");
        }
        long factor = switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
            case "k" -> 1_000;
            case "m" -> 1_000_000;
            default -> 1;
        };
        return Math.multiplyExact(Long.parseLong(matcher.group(1)), factor);
    }

    private static double parseDouble(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a number such as 0.5", e);
        }
    }

    static Duration parseDuration(String text) {
        Matcher matcher = SHORT_DURATION.matcher(text);
        if (matcher.matches()) {
            long amount = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
            };
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("not a duration such as 10m, 90s or 500ms", e);
        }
    }

    private static Object parseEnum(Class<?> type, String text) {
        String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> ((Enum<?>) constant).name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("it is one of "
                        + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT)));
    }
}
