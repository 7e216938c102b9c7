package io.samui.core.mask;

import java.util.Arrays;

/** Collects the places where a column-major walk over a mask changes between unset and set. */
final class Runs {

    private int[] ends;
    private int size;
    private boolean set;

    Runs(int expected) {
        ends = new int[Math.max(16, expected)];
    }

    /** From {@code position} on the pixels are {@code value}; positions never go back, and lie inside the mask. */
    void put(int position, boolean value) {
        if (value != set) {
            append(position);
            set = value;
        }
    }

    /** The position behind each run, {@code total} being the last. */
    int[] finish(int total) {
        append(total);
        return Arrays.copyOf(ends, size);
    }

    private void append(int position) {
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, size + (size >> 1));
        }
        ends[size++] = position;
    }
}
