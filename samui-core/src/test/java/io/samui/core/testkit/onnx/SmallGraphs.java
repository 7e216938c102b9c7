package io.samui.core.testkit.onnx;

import io.samui.core.sam.DType;
import java.util.List;

/** The graphs of {@link io.samui.core.testkit.inference.TensorTestBase} in ONNX. */
public final class SmallGraphs {

    private static final long ANY = -1;

    private SmallGraphs() {}

    public static OnnxWriter identity(DType dtype, long... shape) {
        return new OnnxWriter()
                .node("Identity", List.of("x"), "y")
                .input("x", dtype, shape)
                .output("y", dtype, shape);
    }

    public static OnnxWriter sumAndDifference() {
        return new OnnxWriter()
                .node("Add", List.of("a", "b"), "sum")
                .node("Sub", List.of("a", "b"), "difference")
                .input("a", DType.F32, 1)
                .input("b", DType.F32, 1)
                .output("sum", DType.F32, 1)
                .output("difference", DType.F32, 1);
    }

    public static OnnxWriter ofSeven() {
        OnnxWriter writer = new OnnxWriter();
        return writer.node("Reshape", List.of("x", writer.longs(7)), "y")
                .input("x", DType.F32, ANY)
                .output("y", DType.F32, 7);
    }

    public static OnnxWriter tooLarge() {
        OnnxWriter writer = new OnnxWriter();
        return writer.node("Expand", List.of("x", writer.longs(1L << 44)), "y")
                .input("x", DType.F32, 1)
                .output("y", DType.F32, ANY);
    }
}
