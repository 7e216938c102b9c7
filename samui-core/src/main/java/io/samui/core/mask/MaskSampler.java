package io.samui.core.mask;

import java.util.Arrays;

/**
 * Draws masks into a picture that is smaller than they are, or as large: a pixel of it shows the mask's pixel below its middle.
 * Costs runs and the columns of the picture, never the pixels of the mask. Thread-safe.
 */
public final class MaskSampler {

    private final int width;
    private final int height;

    /** The picture's column that shows a column of masks, or -1. */
    private final int[] shownColumn;

    /** The first of the picture's rows that shows this row of masks or one below it. */
    private final int[] firstRow;

    /**
     * @param width         of the masks
     * @param height        of the masks
     * @param pictureWidth  1 to {@code width}
     * @param pictureHeight 1 to {@code height}
     */
    public MaskSampler(int width, int height, int pictureWidth, int pictureHeight) {
        if (pictureWidth < 1 || pictureWidth > width || pictureHeight < 1 || pictureHeight > height) {
            throw new IllegalArgumentException("A picture of " + pictureWidth + " x " + pictureHeight
                    + " does not show masks of " + width + " x " + height + ": it is empty or larger");
        }
        this.width = width;
        this.height = height;
        this.shownColumn = new int[width];
        Arrays.fill(shownColumn, -1);
        for (int x = 0; x < pictureWidth; x++) {
            shownColumn[below(x, width, pictureWidth)] = x;
        }
        this.firstRow = new int[height + 1];
        int row = 0;
        for (int y = 0; y <= height; y++) {
            while (row < pictureHeight && below(row, height, pictureHeight) < y) {
                row++;
            }
            firstRow[y] = row;
        }
    }

    private static int below(int pixel, int size, int pictureSize) {
        return (int) ((2L * pixel + 1) * size / (2L * pictureSize));
    }

    /**
     * Visits the pixels of the picture that show set pixels of a mask, column by column.
     *
     * @throws IllegalArgumentException when the mask is of another size
     */
    public void forEachColumnRun(BinaryMask mask, ColumnRunVisitor visitor) {
        if (mask.width() != width || mask.height() != height) {
            throw new IllegalArgumentException(
                    "The mask is " + mask.width() + " x " + mask.height() + ", not " + width + " x " + height);
        }
        for (int run = 1; run < mask.runs(); run += 2) {
            int start = mask.end(run - 1);
            int end = mask.end(run);
            for (int x = start / height; start < end; x++) {
                int columnEnd = (int) Math.min(end, (x + 1L) * height);
                if (shownColumn[x] >= 0) {
                    int first = firstRow[start - x * height];
                    int last = firstRow[columnEnd - x * height];
                    if (last > first) {
                        visitor.run(shownColumn[x], first, last - first);
                    }
                }
                start = columnEnd;
            }
        }
    }

    /** Takes the runs of shown pixels of a mask, column by column. */
    @FunctionalInterface
    public interface ColumnRunVisitor {

        /** Column {@code x} of the picture shows it from row {@code y} on, for {@code length} pixels. */
        void run(int x, int y, int length);
    }
}
