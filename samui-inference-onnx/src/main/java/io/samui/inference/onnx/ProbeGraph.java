package io.samui.inference.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A graph of one convolution, {@code y = conv(x, w)} on 1x1x3x3 ones: running it needs the driver, CUDA and cuDNN, so a device
 * that runs it will run a model. Written by hand in the ONNX format ({@code onnx.proto}); numbers are its fields.
 */
final class ProbeGraph {

    static final String INPUT = "x";
    static final String OUTPUT = "y";
    static final long[] SHAPE = {1, 1, 3, 3};

    /** The value of {@link #OUTPUT} when {@link #INPUT} is all ones. */
    static final float ANSWER = 9;

    private static final int FLOAT = 1;

    private ProbeGraph() {}

    /** The model's bytes. */
    static byte[] bytes() {
        byte[] node = message(text(1, INPUT), text(1, "w"), text(2, OUTPUT), text(4, "Conv"));
        byte[] graph = message(
                bytes(1, node),
                text(2, "probe"),
                bytes(5, message(dimensions(), number(2, FLOAT), text(8, "w"), bytes(9, ones()))),
                bytes(11, value(INPUT, SHAPE)),
                bytes(12, value(OUTPUT, new long[] {1, 1, 1, 1})));
        return message(number(1, 8), bytes(7, graph), bytes(8, number(2, 13)));
    }

    private static byte[] dimensions() {
        byte[][] fields = new byte[SHAPE.length][];
        for (int i = 0; i < SHAPE.length; i++) {
            fields[i] = number(1, (int) SHAPE[i]);
        }
        return message(fields);
    }

    private static byte[] value(String name, long[] shape) {
        byte[][] sizes = new byte[shape.length][];
        for (int i = 0; i < shape.length; i++) {
            sizes[i] = bytes(1, number(1, (int) shape[i]));
        }
        byte[] tensor = message(number(1, FLOAT), bytes(2, message(sizes)));
        return message(text(1, name), bytes(2, bytes(1, tensor)));
    }

    private static byte[] ones() {
        ByteBuffer ones = ByteBuffer.allocate(9 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (ones.hasRemaining()) {
            ones.putFloat(1);
        }
        return ones.array();
    }

    private static byte[] message(byte[]... fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] field : fields) {
            out.writeBytes(field);
        }
        return out.toByteArray();
    }

    private static byte[] text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(int field, byte[] value) {
        return message(varint((field << 3) | 2), varint(value.length), value);
    }

    private static byte[] number(int field, int value) {
        return message(varint(field << 3), varint(value));
    }

    private static byte[] varint(int value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int rest = value;
        for (; rest > 0x7f; rest >>>= 7) {
            out.write((rest & 0x7f) | 0x80);
        }
        out.write(rest);
        return out.toByteArray();
    }
}
