package io.samui.inference.onnx;

import static io.samui.core.testkit.onnx.OnnxWriter.Attribute.number;

import io.samui.core.sam.DType;
import io.samui.core.testkit.onnx.OnnxWriter;
import java.util.List;

/**
 * Parts of graphs that answer with what they were given, so that a test sees what samui feeds them: the score is the value looked
 * for.
 */
final class Telltale {

    private Telltale() {}

    /** One element of an input, as float32 [1]. */
    static String element(OnnxWriter graph, String tensor, DType type, long index) {
        String flat = graph.node("Reshape", List.of(tensor, graph.longs(-1)));
        String one = graph.node("Gather", List.of(flat, graph.longs(index)));
        return type == DType.F32 ? one : graph.node("Cast", List.of(one), number("to", 1));
    }

    /** How many elements an input has, as float32 [1]. */
    static String size(OnnxWriter graph, String tensor) {
        String size = graph.node("Size", List.of(tensor));
        String one = graph.node("Reshape", List.of(size, graph.longs(1)));
        return graph.node("Cast", List.of(one), number("to", 1));
    }

    /** Three candidates, the first of which has the value as its score and is taken. */
    static void score(OnnxWriter graph, String value, String output, long... shape) {
        String others = graph.floats(List.of(2L), -1e6f, -1e6f);
        String all = graph.node("Concat", List.of(value, others), number("axis", 0));
        graph.node("Reshape", List.of(all, graph.longs(shape)), output).output(output, DType.F32, shape);
    }

    /** Candidates of which every pixel is set. */
    static void fullMasks(OnnxWriter graph, String output, long... shape) {
        graph.node("Expand", List.of(graph.floats(List.of(1L), 1), graph.longs(shape)), output)
                .output(output, DType.F32, shape);
    }

    /** Means of square cells of a batch of planes: {@code cell} pixels wide. */
    static void means(OnnxWriter graph, String planes, int cell, String output, long side) {
        graph.node(
                        "AveragePool",
                        List.of(planes),
                        output,
                        OnnxWriter.Attribute.ints("kernel_shape", cell, cell),
                        OnnxWriter.Attribute.ints("strides", cell, cell))
                .output(output, DType.F32, 1, 3, side, side);
    }
}
