package io.samui.core.inference;

import io.samui.core.InvalidInputException;
import java.util.StringJoiner;

/**
 * A job's parameters: whatever besides prompt and model decides what comes out. Change detection compares them.
 *
 * @param scoreThreshold discovered instances (find all) with a score below it are dropped; 0 to 1
 * @param maskThreshold  a pixel belongs to the mask when its logit is above it
 */
public record DecodeOptions(double scoreThreshold, double maskThreshold) {

    public static final double DEFAULT_SCORE_THRESHOLD = 0.5;
    public static final double DEFAULT_MASK_THRESHOLD = 0.0;

    private static final DecodeOptions DEFAULTS = new DecodeOptions(DEFAULT_SCORE_THRESHOLD, DEFAULT_MASK_THRESHOLD);

    public DecodeOptions {
        if (!(scoreThreshold >= 0 && scoreThreshold <= 1)) {
            throw new InvalidInputException("score_threshold must be between 0 and 1, but is " + scoreThreshold);
        }
        if (!Double.isFinite(maskThreshold)) {
            throw new InvalidInputException("mask_threshold must be a finite number, but is " + maskThreshold);
        }
        // -0.0 is the same threshold as 0.0, and must not look like another
        scoreThreshold += 0.0;
        maskThreshold += 0.0;
    }

    public static DecodeOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Equal for equal parameters, and readable: those that are not the default, by name. So a parameter that comes later, at its
     * default, makes nothing outdated.
     */
    public String digest() {
        StringJoiner differing = new StringJoiner(";");
        if (Double.compare(maskThreshold, DEFAULT_MASK_THRESHOLD) != 0) {
            differing.add("mask_threshold=" + maskThreshold);
        }
        if (Double.compare(scoreThreshold, DEFAULT_SCORE_THRESHOLD) != 0) {
            differing.add("score_threshold=" + scoreThreshold);
        }
        return differing.toString();
    }
}
