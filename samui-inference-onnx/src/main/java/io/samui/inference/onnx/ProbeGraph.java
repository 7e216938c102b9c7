package io.samui.inference.onnx;

import static io.samui.inference.onnx.ProtobufWriter.embedded;
import static io.samui.inference.onnx.ProtobufWriter.message;
import static io.samui.inference.onnx.ProtobufWriter.number;
import static io.samui.inference.onnx.ProtobufWriter.text;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A graph of one convolution, {@code y = conv(x, w)} on 1x1x3x3 ones: running it needs the driver, CUDA and cuDNN, so a device
 * that runs it will run a model. Written by hand in the ONNX format ({@code onnx.proto}); numbers are its fields.
 */
final class ProbeGraph {

    static final String INPUT = "x";
    static final String OUTPUT = "y";

    /** The value of {@link #OUTPUT} when {@link #INPUT} is all ones. */
    static final float ANSWER = 9;

    private static final int FLOAT = 1;
    private static final long[] SHAPE = {1, 1, 3, 3};

    private ProbeGraph() {}

    static long[] shape() {
        return SHAPE.clone();
    }

    /** The model's bytes. */
    static byte[] bytes() {
        byte[] node = message(text(1, INPUT), text(1, "w"), text(2, OUTPUT), text(4, "Conv"));
        byte[] weights = message(
                message(Arrays.stream(SHAPE).mapToObj(size -> number(1, size)).toArray(byte[][]::new)),
                number(2, FLOAT),
                text(8, "w"),
                embedded(9, ones()));
        byte[] graph = message(
                embedded(1, node),
                text(2, "probe"),
                embedded(5, weights),
                embedded(11, value(INPUT, SHAPE)),
                embedded(12, value(OUTPUT, 1, 1, 1, 1)));
        return message(number(1, 8), embedded(7, graph), embedded(8, number(2, 13)));
    }

    private static byte[] value(String name, long... shape) {
        byte[] sizes = message(Arrays.stream(shape)
                .mapToObj(size -> embedded(1, number(1, size)))
                .toArray(byte[][]::new));
        byte[] tensor = message(number(1, FLOAT), embedded(2, sizes));
        return message(text(1, name), embedded(2, embedded(1, tensor)));
    }

    private static byte[] ones() {
        ByteBuffer ones = ByteBuffer.allocate(9 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (ones.hasRemaining()) {
            ones.putFloat(1);
        }
        return ones.array();
    }
}
