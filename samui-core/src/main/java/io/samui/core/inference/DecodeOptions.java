package io.samui.core.inference;

import io.samui.core.InvalidInputException;
import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.MaskCleaning;
import java.util.StringJoiner;

/**
 * A job's parameters: whatever besides prompt and model decides what comes out. Change detection compares them.
 *
 * @param scoreThreshold discovered instances (find all) with a score below it are dropped; 0 to 1
 * @param maskThreshold  a pixel belongs to the mask when its logit is above it
 * @param duplicateIou   of instances that different prompts of one image discover, those whose masks overlap more than this
 *                       (intersection over union) are one, and the better score is kept; 0 to 1, and 1 keeps all
 * @param speckArea      parts of a mask with fewer pixels are removed, unless nothing would be left; 0 removes none
 * @param holeArea       holes of a mask with fewer pixels are filled; 0 fills none
 */
public record DecodeOptions(
        double scoreThreshold, double maskThreshold, double duplicateIou, int speckArea, int holeArea) {

    public static final double DEFAULT_SCORE_THRESHOLD = 0.5;
    public static final double DEFAULT_MASK_THRESHOLD = 0.0;
    public static final double DEFAULT_DUPLICATE_IOU = 0.7;

    private static final DecodeOptions DEFAULTS = new DecodeOptions(DEFAULT_SCORE_THRESHOLD, DEFAULT_MASK_THRESHOLD);

    public DecodeOptions {
        if (!(scoreThreshold >= 0 && scoreThreshold <= 1)) {
            throw new InvalidInputException("score_threshold must be between 0 and 1, but is " + scoreThreshold);
        }
        if (!Double.isFinite(maskThreshold)) {
            throw new InvalidInputException("mask_threshold must be a finite number, but is " + maskThreshold);
        }
        if (!(duplicateIou >= 0 && duplicateIou <= 1)) {
            throw new InvalidInputException("duplicate_iou must be between 0 and 1, but is " + duplicateIou);
        }
        if (speckArea < 0 || holeArea < 0) {
            throw new InvalidInputException("speck_area and hole_area are pixels, 0 or more");
        }
        // -0.0 is the same threshold as 0.0, and must not look like another
        scoreThreshold += 0.0;
        maskThreshold += 0.0;
        duplicateIou += 0.0;
    }

    /** With these thresholds; the rest is the default. */
    public DecodeOptions(double scoreThreshold, double maskThreshold) {
        this(scoreThreshold, maskThreshold, DEFAULT_DUPLICATE_IOU, 0, 0);
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
        if (Double.compare(duplicateIou, DEFAULT_DUPLICATE_IOU) != 0) {
            differing.add("duplicate_iou=" + duplicateIou);
        }
        if (holeArea != 0) {
            differing.add("hole_area=" + holeArea);
        }
        if (Double.compare(maskThreshold, DEFAULT_MASK_THRESHOLD) != 0) {
            differing.add("mask_threshold=" + maskThreshold);
        }
        if (Double.compare(scoreThreshold, DEFAULT_SCORE_THRESHOLD) != 0) {
            differing.add("score_threshold=" + scoreThreshold);
        }
        if (speckArea != 0) {
            differing.add("speck_area=" + speckArea);
        }
        return differing.toString();
    }

    /** A mask without the specks and holes that these options take away. */
    BinaryMask cleaned(BinaryMask mask) {
        return MaskCleaning.fillHoles(MaskCleaning.removeSpecks(mask, speckArea), holeArea);
    }
}
