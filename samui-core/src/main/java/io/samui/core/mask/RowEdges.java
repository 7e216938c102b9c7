package io.samui.core.mask;

import io.samui.core.mask.BinaryMask.RowRunVisitor;
import java.util.Arrays;

/**
 * Turns a mask's column-major runs into runs along its rows. A bit per pixel, row by row, says where a pixel differs from its
 * left neighbour (the first of a row: where it is set). Only those bits are touched, so a large object costs its outline.
 */
final class RowEdges {

    private final int width;
    private final int pixels;
    private final long[] edges;

    private RowEdges(int width, int pixels) {
        this.width = width;
        this.pixels = pixels;
        this.edges = new long[(pixels >>> 6) + 1];
    }

    static RowEdges of(BinaryMask mask) {
        RowEdges result = new RowEdges(mask.width(), mask.width() * mask.height());
        Column left = new Column(mask.height());
        Column here = new Column(mask.height());
        int run = 0;
        for (int x = 0; x < mask.width(); x++) {
            run = here.read(mask, x, run);
            result.mark(x, left, here);
            Column swap = left;
            left = here;
            here = swap;
        }
        return result;
    }

    /** Marks the rows where exactly one of two neighbouring columns is set. */
    private void mark(int x, Column left, Column here) {
        int i = 0;
        int j = 0;
        int from = 0;
        boolean differ = false;
        while (i < left.size || j < here.size) {
            int a = i < left.size ? left.turns[i] : Integer.MAX_VALUE;
            int b = j < here.size ? here.turns[j] : Integer.MAX_VALUE;
            int turn = Math.min(a, b);
            i += a == turn ? 1 : 0;
            j += b == turn ? 1 : 0;
            if (a != b) {
                if (differ) {
                    markRows(x, from, turn);
                }
                from = turn;
                differ = !differ;
            }
        }
    }

    private void markRows(int x, int from, int to) {
        int bit = from * width + x;
        for (int y = from; y < to; y++, bit += width) {
            edges[bit >>> 6] |= 1L << bit;
        }
    }

    void visit(RowRunVisitor visitor) {
        int start = nextEdge(0);
        while (start < pixels) {
            int y = start / width;
            int rowEnd = (y + 1) * width;
            int next = nextEdge(start + 1);
            visitor.run(y, start - y * width, Math.min(next, rowEnd) - start);
            // a run that reaches the end of its row has no closing edge: what was found is the next row's first run
            start = next < rowEnd ? nextEdge(next + 1) : next;
        }
    }

    private int nextEdge(int from) {
        int word = from >>> 6;
        long bits = edges[word] & (-1L << from);
        while (bits == 0) {
            if (++word == edges.length) {
                return pixels;
            }
            bits = edges[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(bits);
    }

    /** The rows of one column where set pixels begin and end, in turn. */
    private static final class Column {

        private final int height;
        private int[] turns = new int[16];
        private int size;

        Column(int height) {
            this.height = height;
        }

        /** Reads column {@code x}, whose first pixel lies in run {@code run}; returns the run of the next column's first. */
        int read(BinaryMask mask, int x, int run) {
            int base = x * height;
            int current = run;
            size = 0;
            if (mask.end(current) == base) {
                current++;
            }
            if ((current & 1) != 0) {
                add(0);
            }
            while (mask.end(current) - base < height) {
                add(mask.end(current) - base);
                current++;
            }
            if ((current & 1) != 0) {
                add(height);
            }
            return current;
        }

        private void add(int row) {
            if (size == turns.length) {
                turns = Arrays.copyOf(turns, size * 2);
            }
            turns[size++] = row;
        }
    }
}
