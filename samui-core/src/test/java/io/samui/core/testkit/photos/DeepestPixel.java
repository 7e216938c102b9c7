package io.samui.core.testkit.photos;

import io.samui.core.mask.BinaryMask;

/** The set pixel that lies farthest (Euclidean) from any pixel that is not set; beyond the image nothing counts as unset. */
public record DeepestPixel(int x, int y) {

    /** The first such pixel, row by row. */
    public static DeepestPixel of(BinaryMask mask) {
        int width = mask.width();
        int height = mask.height();
        long[] best = {-1, 0, 0};
        int[][] above = distancesAlongColumns(mask);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (mask.get(x, y)) {
                    long squared = squaredDistance(above[y], x, best[0]);
                    if (squared > best[0]) {
                        best = new long[] {squared, x, y};
                    }
                }
            }
        }
        return new DeepestPixel((int) best[1], (int) best[2]);
    }

    /** Stops as soon as it is no more than {@code enough}, for then the pixel is not the deepest. */
    private static long squaredDistance(int[] alongColumns, int x, long enough) {
        long nearest = Long.MAX_VALUE;
        for (int dx = 0; dx < alongColumns.length && (long) dx * dx < nearest && nearest > enough; dx++) {
            for (int column : new int[] {x - dx, x + dx}) {
                if (column >= 0 && column < alongColumns.length) {
                    long dy = alongColumns[column];
                    nearest = Math.min(nearest, (long) dx * dx + dy * dy);
                }
            }
        }
        return nearest;
    }

    /** For each row and column the distance to the nearest unset pixel in that column. */
    private static int[][] distancesAlongColumns(BinaryMask mask) {
        int far = mask.width() + mask.height();
        int[][] distances = new int[mask.height()][mask.width()];
        for (int x = 0; x < mask.width(); x++) {
            int distance = far;
            for (int y = 0; y < mask.height(); y++) {
                distance = mask.get(x, y) ? Math.min(far, distance + 1) : 0;
                distances[y][x] = distance;
            }
            distance = far;
            for (int y = mask.height() - 1; y >= 0; y--) {
                distance = mask.get(x, y) ? Math.min(far, distance + 1) : 0;
                distances[y][x] = Math.min(distances[y][x], distance);
            }
        }
        return distances;
    }
}
