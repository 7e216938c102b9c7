package io.samui.inference.onnx;

import static io.samui.inference.onnx.ProtobufWriter.embedded;
import static io.samui.inference.onnx.ProtobufWriter.message;
import static io.samui.inference.onnx.ProtobufWriter.number;
import static io.samui.inference.onnx.ProtobufWriter.text;

import io.samui.core.sam.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes ONNX graphs for tests of the runtime. Numbers are fields of {@code onnx.proto}. */
final class Graphs {

    /** ONNX's numbers of the element types. */
    static final Map<DType, Integer> TYPES =
            Map.of(DType.F32, 1, DType.U8, 2, DType.I8, 3, DType.I32, 6, DType.I64, 7, DType.BOOL, 9, DType.F16, 10);

    static final int DOUBLE = 11;

    private final List<byte[]> fields = new ArrayList<>();

    /** {@code y = x}, with {@code x} and {@code y} as declared. */
    static byte[] identity(int type, List<Long> inputShape, List<Long> outputShape) {
        return new Graphs()
                .node("Identity", List.of("x"), "y")
                .input("x", type, inputShape)
                .output("y", type, outputShape)
                .model();
    }

    /** A chain of multiplications of square matrices: {@code y = x * x * x ...}. */
    static byte[] multiplications(int count, long size) {
        Graphs graph = new Graphs();
        for (int i = 0; i < count; i++) {
            String from = i == 0 ? "x" : "t" + i;
            graph.node("MatMul", List.of(from, "x"), i == count - 1 ? "y" : "t" + (i + 1));
        }
        List<Long> square = List.of(size, size);
        return graph.input("x", 1, square).output("y", 1, square).model();
    }

    /** {@code y = x + w} for one number; {@code w} lies in a file beside the model. */
    static byte[] sumWithExternalWeight(String file) {
        byte[] location = message(text(1, "location"), text(2, file));
        Graphs graph = new Graphs();
        graph.fields.add(
                embedded(5, message(number(1, 1), number(2, 1), text(8, "w"), embedded(13, location), number(14, 1))));
        List<Long> one = List.of(1L);
        return graph.node("Add", List.of("x", "w"), "y")
                .input("x", 1, one)
                .output("y", 1, one)
                .model();
    }

    Graphs node(String operator, List<String> inputs, String output) {
        byte[][] names = inputs.stream().map(name -> text(1, name)).toArray(byte[][]::new);
        fields.add(embedded(1, message(message(names), text(2, output), text(4, operator))));
        return this;
    }

    Graphs input(String name, int type, List<Long> shape) {
        fields.add(embedded(11, value(name, type, shape)));
        return this;
    }

    Graphs output(String name, int type, List<Long> shape) {
        fields.add(embedded(12, value(name, type, shape)));
        return this;
    }

    /** One float32. */
    Graphs initializer(String name, float value) {
        int bits = Integer.reverseBytes(Float.floatToIntBits(value));
        byte[] raw = {(byte) (bits >>> 24), (byte) (bits >>> 16), (byte) (bits >>> 8), (byte) bits};
        fields.add(embedded(5, message(number(1, 1), number(2, 1), text(8, name), embedded(9, raw))));
        return this;
    }

    byte[] model() {
        byte[] graph = message(message(fields.toArray(byte[][]::new)), text(2, "test"));
        return message(number(1, 8), embedded(7, graph), embedded(8, number(2, 13)));
    }

    /** A size of -1 is written as a named dimension. */
    private static byte[] value(String name, int type, List<Long> shape) {
        byte[][] sizes = new byte[shape.size()][];
        for (int i = 0; i < sizes.length; i++) {
            long size = shape.get(i);
            sizes[i] = embedded(1, size < 0 ? text(2, "d" + i) : number(1, size));
        }
        byte[] tensor = message(number(1, type), embedded(2, message(sizes)));
        return message(text(1, name), embedded(2, embedded(1, tensor)));
    }
}
