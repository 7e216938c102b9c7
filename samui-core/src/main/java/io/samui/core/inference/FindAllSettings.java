package io.samui.core.inference;

import org.jspecify.annotations.Nullable;

/**
 * The keys {@code samui.find-all.*}.
 *
 * @param threshold instances with a score below it are dropped, unless a job says otherwise
 */
public record FindAllSettings(@Nullable Double threshold) {

    public static final String PREFIX = "samui.find-all.";

    /** The parameters of a job that sets none. */
    public DecodeOptions defaultParameters() {
        DecodeOptions defaults = DecodeOptions.defaults();
        return threshold == null ? defaults : new DecodeOptions(threshold, defaults.maskThreshold());
    }
}
