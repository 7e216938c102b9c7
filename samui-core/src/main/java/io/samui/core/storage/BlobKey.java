package io.samui.core.storage;

import java.util.regex.Pattern;

/**
 * Name of a blob, such as {@code masks/0190f3a2.png}: segments of ASCII letters, digits, {@code . _ -}, joined by {@code /}.
 * No segment is empty or begins with a dot, so a key is a safe relative path. At most {@value #MAX_LENGTH} characters.
 */
public record BlobKey(String value) implements Comparable<BlobKey> {

    public static final int MAX_LENGTH = 512;

    private static final String SEGMENT = "[A-Za-z0-9_-][A-Za-z0-9._-]*";
    private static final Pattern VALID = Pattern.compile(SEGMENT + "(/" + SEGMENT + ")*");

    public BlobKey {
        if (value.length() > MAX_LENGTH || !VALID.matcher(value).matches()) {
            throw new IllegalArgumentException("Not a blob key: \""
                    + (value.length() > 100 ? value.substring(0, 100) + "..." : value)
                    + "\". A key is segments of letters, digits, '.', '_' and '-' joined by '/', none beginning with a"
                    + " dot, " + MAX_LENGTH + " characters at most");
        }
    }

    @Override
    public int compareTo(BlobKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
