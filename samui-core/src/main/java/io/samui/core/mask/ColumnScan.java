package io.samui.core.mask;

/**
 * Finds where an image column, given by its values at the grid's rows, changes between above zero and not, without visiting
 * its pixels. Down the column the value is linear between frame rows, and a frame row's value linear between grid rows: where
 * both ends of such a piece agree, so does all of it; where they do not, the one change in it is found by halving.
 */
final class ColumnScan {

    private final LinearAxis toFrame;
    private final LinearAxis toImage;
    private final Runs runs;

    private double[] column = {};
    private int base;
    private boolean above;
    private int since;

    ColumnScan(MaskFrame frame, int gridHeight, Runs runs) {
        this.toFrame = new LinearAxis(gridHeight, frame.frameHeight(), frame.usedHeight());
        this.toImage = new LinearAxis(frame.usedHeight(), frame.imageHeight(), frame.imageHeight());
        this.runs = runs;
    }

    int gridRows() {
        return toFrame.knotsInUse();
    }

    /** Puts the column's runs; its first pixel is at {@code position} of the mask. */
    void scan(double[] values, int position) {
        column = values;
        base = position;
        since = 0;
        above = frameRow(0) > 0;
        boolean upper = values[0] > 0;
        for (int g = 0; g < values.length; g++) {
            boolean lower = values[Math.min(g + 1, values.length - 1)] > 0;
            if (upper != above || lower != above) {
                scanPiece(g, upper, lower);
            }
            upper = lower;
        }
        putEven(since, toImage.samples);
    }

    /** The frame rows between grid row {@code g} and the next. */
    private void scanPiece(int g, boolean upper, boolean lower) {
        int from = toFrame.first[g];
        int to = toFrame.first[g + 1];
        if (from == to) {
            return;
        }
        boolean start = upper == lower ? upper : frameRow(from) > 0;
        if (start != above) {
            turnAt(from);
        }
        if (upper != lower && (frameRow(to - 1) > 0) != start) {
            int low = from;
            int high = to - 1;
            while (high - low > 1) {
                int middle = (low + high) >>> 1;
                if ((frameRow(middle) > 0) == start) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            turnAt(high);
        }
    }

    /** Frame row {@code u} is the first one on the other side. */
    private void turnAt(int u) {
        putEven(since, toImage.first[u - 1]);
        putTurn(u - 1);
        since = u;
        above = !above;
    }

    /** Image rows from those at frame row {@code u} up to {@code end}: all on one side. */
    private void putEven(int u, int end) {
        int from = toImage.first[u];
        if (from < end) {
            runs.put(base + from, above);
        }
    }

    /** Image rows between frame rows {@code u} and {@code u + 1}, which are on different sides. */
    private void putTurn(int u) {
        int low = toImage.first[u];
        int high = toImage.first[u + 1] - 1;
        if (low > high) {
            return;
        }
        double upper = frameRow(u);
        double lower = frameRow(u + 1);
        boolean start = toImage.mix(low, upper, lower) > 0;
        runs.put(base + low, start);
        if ((toImage.mix(high, upper, lower) > 0) == start) {
            return;
        }
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if ((toImage.mix(middle, upper, lower) > 0) == start) {
                low = middle;
            } else {
                high = middle;
            }
        }
        runs.put(base + high, !start);
    }

    private double frameRow(int u) {
        return toFrame.at(column, u);
    }
}
