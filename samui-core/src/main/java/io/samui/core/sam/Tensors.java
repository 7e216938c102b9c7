package io.samui.core.sam;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** Makes and reads the small tensors that prompts and answers are. */
final class Tensors {

    private Tensors() {}

    /** Numbers in the type that a graph wants them in: exporters differ. */
    static Tensor of(DType dtype, float[] values, long... shape) {
        Tensor tensor = Tensor.allocate(dtype, shape);
        ByteBuffer out = tensor.host();
        for (float value : values) {
            switch (dtype) {
                case F32 -> out.putFloat(value);
                case I64 -> out.putLong((long) value);
                case I32 -> out.putInt((int) value);
                case U8, I8, BOOL -> out.put((byte) value);
                case F16 -> throw new IllegalArgumentException("No layout has prompts in float16");
            }
        }
        return tensor;
    }

    /** In the type of the input of that name. */
    static Tensor of(GraphSignature graph, String input, float[] values, long... shape) {
        DType dtype = graph.input(input)
                .orElseThrow(() -> new IllegalArgumentException("There is no input " + input))
                .dtype();
        return of(dtype, values, shape);
    }

    /** Row {@code index} of a float32 tensor whose last two dimensions make a row. */
    static float[] plane(Tensor tensor, int index) {
        long[] shape = tensor.shape();
        int size = (int) (shape[shape.length - 1] * shape[shape.length - 2]);
        float[] values = new float[size];
        tensor.host().asFloatBuffer().get(index * size, values);
        return values;
    }

    /** The prompt, and those of the features that the graph takes. */
    static Map<String, Tensor> inputs(TensorGraph graph, Map<String, Tensor> features, Map<String, Tensor> prompt) {
        Map<String, Tensor> inputs = new HashMap<>(prompt);
        for (TensorSpec input : graph.inputs()) {
            Tensor feature = features.get(input.name());
            if (feature != null) {
                inputs.putIfAbsent(input.name(), feature);
            }
        }
        return inputs;
    }

    /** The same elements in host memory. */
    static Tensor copy(Tensor tensor) {
        Tensor copy = Tensor.allocate(tensor.dtype(), tensor.shape());
        copy.host().put(tensor.host());
        return copy;
    }

    /** Two tensors of one batch, one behind the other along the second dimension. */
    static Tensor joined(Tensor first, Tensor second) {
        if (first.dtype() != second.dtype() || first.shape()[0] != 1 || second.shape()[0] != 1) {
            throw new IllegalArgumentException("Only tensors of one type and of one batch can be joined");
        }
        long[] shape = first.shape();
        shape[1] += second.shape()[1];
        Tensor joined = Tensor.allocate(first.dtype(), shape);
        joined.host().put(first.host()).put(second.host());
        return joined;
    }

    static int width(Tensor planes) {
        return (int) planes.shape()[planes.shape().length - 1];
    }

    static int height(Tensor planes) {
        return (int) planes.shape()[planes.shape().length - 2];
    }

    static Tensor feature(Map<String, Tensor> features, String name) {
        Tensor feature = features.get(name);
        if (feature == null) {
            throw new IllegalArgumentException("The embedding has no " + name);
        }
        return feature;
    }
}
