package io.samui.core.sam;

import java.util.List;

/**
 * Name, type and shape of a graph's input or output.
 *
 * @param shape one entry per dimension, -1 where it is dynamic; empty for a scalar
 */
public record TensorSpec(String name, DType dtype, List<Long> shape) {

    private static final long DYNAMIC = -1;

    public TensorSpec {
        shape = List.copyOf(shape);
    }

    /**
     * Whether a tensor of this shape may stand for it. A declared rank of 0 is a scalar, or a shape of which the file says
     * nothing: the latter is for the runtime to judge.
     */
    public boolean fits(long[] actual) {
        if (shape.isEmpty()) {
            return true;
        }
        if (shape.size() != actual.length) {
            return false;
        }
        for (int i = 0; i < actual.length; i++) {
            if (shape.get(i) != DYNAMIC && shape.get(i) != actual[i]) {
                return false;
            }
        }
        return true;
    }

    /** For messages, such as {@code F32 [1, -1, 2]}. */
    public String described() {
        return dtype + " " + shape;
    }

    public int rank() {
        return shape.size();
    }
}
