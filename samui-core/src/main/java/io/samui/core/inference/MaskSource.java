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
            return options.cleaned(logits.threshold((float) options.maskThreshold()));
        }
    }

    /**
     * Low-resolution probabilities: logits that went through the logistic function before they are resampled, as some models'
     * references do it. The threshold goes through it too.
     */
    record Probabilities(LogitMask probabilities) implements MaskSource {
        @Override
        public BinaryMask toMask(DecodeOptions options) {
            return options.cleaned(probabilities.threshold((float) (1 / (1 + Math.exp(-options.maskThreshold())))));
        }
    }

    /** A mask of another size than the image, which it covers. */
    record Scaled(BinaryMask mask, int width, int height) implements MaskSource {
        @Override
        public BinaryMask toMask(DecodeOptions options) {
            return options.cleaned(mask.resized(width, height));
        }
    }

    /** A mask that is of image size already. */
    record Full(BinaryMask mask) implements MaskSource {
        @Override
        public BinaryMask toMask(DecodeOptions options) {
            return options.cleaned(mask);
        }
    }
}
