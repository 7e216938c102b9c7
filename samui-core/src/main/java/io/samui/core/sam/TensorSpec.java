package io.samui.core.sam;

import java.util.List;

/**
 * Name, type and shape of a graph's input or output.
 *
 * @param shape one entry per dimension, -1 where it is dynamic; empty for a scalar
 */
public record TensorSpec(String name, DType dtype, List<Long> shape) {

    public TensorSpec {
        shape = List.copyOf(shape);
    }

    public int rank() {
        return shape.size();
    }
}
