package io.samui.core.spi;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes, written as {@code 512MB}, {@code 64kB}, {@code 1GB} (powers of 1024) or plain. */
public record DataSize(long bytes) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\s*([kmgt]?)b?", Pattern.CASE_INSENSITIVE);

    public DataSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("A size is not negative: " + bytes);
        }
    }

    /**
     * Reads a size.
     *
     * @throws IllegalArgumentException for any other form
     */
    public static DataSize parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a size such as 512MB or 65536");
        }
        int shift = switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
            case "k" -> 10;
            case "m" -> 20;
            case "g" -> 30;
            case "t" -> 40;
            default -> 0;
        };
        return new DataSize(Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << shift));
    }

    public static DataSize ofMegabytes(long megabytes) {
        return new DataSize(megabytes << 20);
    }

    /** The largest unit that divides it, such as {@code 64MB}. */
    @Override
    public String toString() {
        String units = " kMGT";
        int unit = 0;
        long value = bytes;
        while (value != 0 && value % 1024 == 0 && unit < 4) {
            value /= 1024;
            unit++;
        }
        return value + (unit == 0 ? "" : String.valueOf(units.charAt(unit))) + "B";
    }
}
