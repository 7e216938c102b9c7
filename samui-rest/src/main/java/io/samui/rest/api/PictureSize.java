package io.samui.rest.api;

import org.jspecify.annotations.Nullable;

/** How large a picture of a result is. */
final class PictureSize {

    /** Of all that is painted of results; changes when the same would be painted otherwise than before. */
    static final String VERSION = "1";

    static final String LONGEST =
            "Pixels that its longer side has at most, 16 to 16384, 2048 where absent; it is never made larger than the image";

    private static final WholeNumber MAX = new WholeNumber("max", 16, 16_384);
    private static final int DEFAULT = 2048;

    private PictureSize() {}

    /** What its longer side has at most; refuses what is no such number. */
    static int parse(@Nullable String max) {
        return MAX.parse(max, DEFAULT);
    }
}
