package io.samui.core.mask;

/**
 * Low-resolution logits and how they lie over the image.
 *
 * @param logits row by row, {@code gridWidth x gridHeight}
 */
@SuppressWarnings("ArrayRecordComponent")
public record LogitMask(float[] logits, int gridWidth, int gridHeight, MaskFrame frame) {

    public LogitMask {
        if (gridWidth < 1 || gridHeight < 1 || logits.length != (long) gridWidth * gridHeight) {
            throw new IllegalArgumentException(gridWidth + " x " + gridHeight + " logits, not " + logits.length);
        }
    }

    /**
     * The mask of the image's size whose pixels have a resampled logit above {@code threshold}: bilinear from the grid to the
     * frame, cut to the used part, bilinear from there to the image, in double precision, with half-pixel centres and clamped
     * edges as PyTorch's {@code interpolate} has them without {@code align_corners}. The result is the same on every machine;
     * logits equal to the threshold, and those that are no number, are not above it.
     *
     * <p>Time and memory grow with the image's width and the mask's outline, not with the image's pixels.
     */
    public BinaryMask threshold(float threshold) {
        int width = frame.imageWidth();
        int height = frame.imageHeight();
        BinaryMask empty = BinaryMask.empty(width, height);
        Runs runs = new Runs(2 * Math.min(width, 10_000));
        ColumnScan scan = new ColumnScan(frame, gridHeight, runs);
        ResampledColumns columns = new ResampledColumns(this, threshold, scan.gridRows());
        for (int x = 0; x < width; x++) {
            scan.scan(columns.at(x), x * height);
        }
        return new BinaryMask(width, height, runs.finish(empty.end(0)));
    }
}
