package io.samui.core.image;

import io.samui.core.InvalidInputException;
import java.text.Normalizer;
import java.util.Locale;

/**
 * A part of a file's name that somebody looks for. Case does not count, nor how an accent is written: an é is the same in one
 * character and in two.
 *
 * @param folded as {@link #fold} makes it; empty where every name will do
 */
public record NamePart(String folded) {

    private static final NamePart ANY = new NamePart("");

    /** Every name has it. */
    public static NamePart any() {
        return ANY;
    }

    /**
     * What somebody typed; blanks around it do not count.
     *
     * @throws InvalidInputException for what is in no name
     */
    public static NamePart of(String typed) {
        String part = typed.strip();
        if (part.length() > Filenames.MAX_LENGTH) {
            throw new InvalidInputException(
                    "q has " + part.length() + " characters; names have at most " + Filenames.MAX_LENGTH);
        }
        if (part.codePoints().anyMatch(NamePart::isNoCharacter)) {
            throw new InvalidInputException("q holds control characters. Send a part of a file name");
        }
        return new NamePart(fold(part));
    }

    /** The form in which names are compared; stores keep it beside the name. */
    public static String fold(String name) {
        return Normalizer.normalize(name.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    public boolean isEmpty() {
        return folded.isEmpty();
    }

    /** Whether a name has it. */
    public boolean isIn(String filename) {
        return fold(filename).contains(folded);
    }

    private static boolean isNoCharacter(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }
}
