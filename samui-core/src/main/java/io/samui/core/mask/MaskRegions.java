package io.samui.core.mask;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The connected regions of a mask's set or unset pixels: stretches of single columns, joined where neighbours touch. Takes time and
 * memory by the outline, not by the pixels.
 */
final class MaskRegions {

    private final int width;
    private final int height;
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private int[] parents = new int[64];
    private int size;
    private int[] areas = new int[0];
    private boolean[] atEdge = new boolean[0];

    private MaskRegions(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /**
     * @param reach 1 where pixels that touch at a corner belong together, 0 where they do not
     */
    static MaskRegions of(BinaryMask mask, boolean set, int reach) {
        MaskRegions regions = new MaskRegions(mask.width(), mask.height());
        int start = 0;
        for (int run = 0; run < mask.runs(); run++) {
            if (((run & 1) == 1) == set) {
                regions.add(start, mask.end(run));
            }
            start = mask.end(run);
        }
        regions.join(reach);
        regions.measure();
        return regions;
    }

    /** How many stretches there are; a region goes by the number of one of them. */
    int count() {
        return size;
    }

    int area(int region) {
        return areas[region];
    }

    boolean reachesEdge(int region) {
        return atEdge[region];
    }

    /** The region with most pixels; -1 when there is none. */
    int largest() {
        int largest = -1;
        for (int i = 0; i < size; i++) {
            if (largest < 0 || areas[root(i)] > areas[largest]) {
                largest = root(i);
            }
        }
        return largest;
    }

    /** The regions that are wanted. */
    BinaryMask mask(IntPredicate wanted) {
        Runs runs = new Runs(2 * size);
        int end = 0;
        for (int i = 0; i < size; i++) {
            if (wanted.test(root(i))) {
                if (starts[i] > end) {
                    runs.put(end, false);
                }
                runs.put(starts[i], true);
                end = ends[i];
            }
        }
        if (end > 0 && end < width * height) {
            runs.put(end, false);
        }
        return new BinaryMask(width, height, runs.finish(width * height));
    }

    /** A run may go on into further columns. */
    private void add(int start, int end) {
        for (int from = start; from < end; ) {
            int to = Math.min(end, (from / height + 1) * height);
            if (size == starts.length) {
                starts = Arrays.copyOf(starts, 2 * size);
                ends = Arrays.copyOf(ends, 2 * size);
                parents = Arrays.copyOf(parents, 2 * size);
            }
            starts[size] = from;
            ends[size] = to;
            parents[size] = size++;
            from = to;
        }
    }

    /** Walks two neighbouring columns at a time, in one pass over all stretches. */
    private void join(int reach) {
        int left = 0;
        for (int here = 0; here < size; here++) {
            // what the left neighbour's stretch would be one column further
            while (ends[left] + height + reach <= starts[here]) {
                left++;
            }
            for (int i = left; i < here && starts[i] + height < ends[here] + reach; i++) {
                if (column(i) + 1 == column(here)) {
                    parents[root(i)] = root(here);
                }
            }
        }
    }

    private void measure() {
        areas = new int[size];
        atEdge = new boolean[size];
        for (int i = 0; i < size; i++) {
            int root = root(i);
            areas[root] += ends[i] - starts[i];
            atEdge[root] |=
                    column(i) == 0 || column(i) == width - 1 || starts[i] % height == 0 || ends[i] % height == 0;
        }
    }

    private int column(int stretch) {
        return starts[stretch] / height;
    }

    private int root(int stretch) {
        int root = stretch;
        while (parents[root] != root) {
            parents[root] = parents[parents[root]];
            root = parents[root];
        }
        return root;
    }
}
