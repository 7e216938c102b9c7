package io.samui.inference.onnx;

import io.samui.core.sam.DType;
import io.samui.core.testkit.onnx.OnnxWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/** Small graphs for tests of the runtime. */
final class Graphs {

    static final Map<DType, Integer> TYPES = OnnxWriter.TYPES;

    static final int DOUBLE = 11;

    private final OnnxWriter writer = new OnnxWriter();

    /** {@code y = x}, with {@code x} and {@code y} as declared. */
    static byte[] identity(int type, List<Long> inputShape, List<Long> outputShape) {
        return new Graphs()
                .node("Identity", List.of("x"), "y")
                .input("x", type, inputShape)
                .output("y", type, outputShape)
                .model();
    }

    /** {@code y = x + w} for one number; {@code w} lies in a file beside the model. */
    static byte[] sumWithExternalWeight(String file) {
        Graphs graph = new Graphs();
        graph.writer.externalFloat("w", file);
        List<Long> one = List.of(1L);
        return graph.node("Add", List.of("x", "w"), "y")
                .input("x", 1, one)
                .output("y", 1, one)
                .model();
    }

    Graphs node(String operator, List<String> inputs, String output) {
        writer.node(operator, inputs, output);
        return this;
    }

    Graphs input(String name, int type, List<Long> shape) {
        writer.input(name, type, sizes(shape));
        return this;
    }

    Graphs output(String name, int type, List<Long> shape) {
        writer.output(name, type, sizes(shape));
        return this;
    }

    /** One float32. */
    Graphs initializer(String name, float value) {
        byte[] raw = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array();
        writer.initializer(name, DType.F32, List.of(1L), raw);
        return this;
    }

    byte[] model() {
        return writer.model();
    }

    private static long[] sizes(List<Long> shape) {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }
}
