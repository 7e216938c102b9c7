package io.samui.core.sam;

import java.nio.ByteBuffer;
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
