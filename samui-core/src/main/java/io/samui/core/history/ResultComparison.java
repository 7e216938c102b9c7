package io.samui.core.history;

import io.samui.core.annotation.SnapshotDifference;
import io.samui.core.mask.MaskComparison;

/** Two results of one image, from the first to the second. */
public record ResultComparison(
        ProcessingResult first, ProcessingResult second, MaskComparison masks, SnapshotDifference prompts) {}
