package io.samui.core.inference;

import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.LogitMask;

/**
 * What a mask of image size is made from. Making it runs on CPU threads, not in the session, and needs nothing of it: the
 * values are copies.
 */
public sealed interface MaskSource {

    /** The mask at image size. */
    BinaryMask toMask(DecodeOptions options);

    /** Low-resolution logits, resampled and thresholded by {@link LogitMask}. */
    record Logits(LogitMask logits) implements MaskSource {
        @Override
        public BinaryMask toMask(DecodeOptions options) {
            return logits.threshold((float) options.maskThreshold());
        }
    }

    /** A mask that is of image size already. */
    record Full(BinaryMask mask) implements MaskSource {
        @Override
        public BinaryMask toMask(DecodeOptions options) {
            return mask;
        }
    }
}
