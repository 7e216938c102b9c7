package io.samui.core.image;

/** Makes of whatever a client calls a file a name that people can read. */
final class Filenames {

    static final int MAX_LENGTH = 255;

    private static final String NAMELESS = "image";

    private Filenames() {}

    /** Without path, control characters and surrounding blanks, of bounded length; never empty. */
    static String clean(String given) {
        String name = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        name = name.codePoints()
                .filter(Filenames::isVisible)
                .limit(MAX_LENGTH)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        // "." and ".." would name directories wherever somebody saves the image
        return name.chars().allMatch(c -> c == '.') ? NAMELESS : name;
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
