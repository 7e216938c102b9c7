package io.samui.core.annotation;

import io.samui.core.inference.SegmentationMode;

/**
 * What change detection needs to know of an image's prompts in one mode. Stores keep it with the image, so that a submission does
 * not read annotations of images that it leaves out.
 *
 * @param positives boxes and points that ask for something: all in {@code inside_box}
 * @param negatives boxes and points that say what not to take
 */
public record PromptSummary(SnapshotDigest digest, int positives, int negatives) {

    /** Of an image without prompts. */
    public static PromptSummary empty(SegmentationMode mode) {
        return new PromptSummary(SnapshotDigest.empty(mode), 0, 0);
    }

    public SegmentationMode mode() {
        return digest.mode();
    }

    public boolean hasText() {
        return !digest.text().isEmpty();
    }

    /** Whether the mode has anything to work on; a negative prompt alone is nothing. */
    public boolean hasSomethingToProcess() {
        return positives > 0 || hasText();
    }
}
