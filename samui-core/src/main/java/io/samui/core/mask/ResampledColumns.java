package io.samui.core.mask;

/**
 * The columns of the image, each as the values at the grid's rows: resampled along the rows only. Asked from left to right, it
 * makes every column of grid and frame once and holds two of each.
 */
final class ResampledColumns {

    private final LogitMask mask;
    private final double threshold;
    private final LinearAxis toFrame;
    private final LinearAxis toImage;
    private final Pair grid;
    private final Pair framed;
    private final double[] column;

    /** Values are logits less {@code threshold}; {@code rows} of the grid are made. */
    ResampledColumns(LogitMask mask, double threshold, int rows) {
        MaskFrame frame = mask.frame();
        this.mask = mask;
        this.threshold = threshold;
        this.toFrame = new LinearAxis(mask.gridWidth(), frame.frameWidth(), frame.usedWidth());
        this.toImage = new LinearAxis(frame.usedWidth(), frame.imageWidth(), frame.imageWidth());
        this.grid = new Pair(rows);
        this.framed = new Pair(rows);
        this.column = new double[rows];
    }

    /** Column {@code x} of the image; valid until the next call. */
    double[] at(int x) {
        int u = toImage.knot[x];
        mix(column, toImage.weight[x], frameColumn(u), frameColumn(toImage.after(u)));
        return column;
    }

    private double[] frameColumn(int u) {
        double[] values = framed.slot(u);
        if (framed.take(u)) {
            int k = toFrame.knot[u];
            mix(values, toFrame.weight[u], gridColumn(k), gridColumn(toFrame.after(k)));
        }
        return values;
    }

    private double[] gridColumn(int k) {
        double[] values = grid.slot(k);
        if (grid.take(k)) {
            float[] logits = mask.logits();
            for (int row = 0, i = k; row < values.length; row++, i += mask.gridWidth()) {
                values[row] = finite(logits[i] - threshold);
            }
        }
        return values;
    }

    /** Infinite values times a weight of 0 would be no number; what is no number counts as not above. */
    private static double finite(double value) {
        return value > 0 ? Math.min(value, Float.MAX_VALUE) : value > -Float.MAX_VALUE ? value : -Float.MAX_VALUE;
    }

    private static void mix(double[] result, double weight, double[] before, double[] behind) {
        double rest = 1 - weight;
        for (int i = 0; i < result.length; i++) {
            result[i] = rest * before[i] + weight * behind[i];
        }
    }

    /** Two neighbouring columns: an even and an odd one. */
    private static final class Pair {
        private final double[][] values;
        private final int[] held = {-1, -1};

        Pair(int rows) {
            values = new double[2][rows];
        }

        double[] slot(int index) {
            return values[index & 1];
        }

        /** Whether the slot still has to be filled with this column. */
        boolean take(int index) {
            boolean missing = held[index & 1] != index;
            held[index & 1] = index;
            return missing;
        }
    }
}
