package io.samui.core.job;

import io.samui.core.change.Reason;

/**
 * What change detection found of one image.
 *
 * @param sentence why, for people: the reason's own, or what exactly the model cannot take
 */
record Finding(ImageState image, Reason reason, String sentence) {

    /** Whether a submission takes it. */
    boolean taken(boolean forceAll) {
        return forceAll ? reason.processedWhenForced() : reason.needsProcessing();
    }
}
