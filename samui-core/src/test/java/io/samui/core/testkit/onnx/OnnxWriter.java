package io.samui.core.testkit.onnx;

import io.samui.core.sam.DType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Writes small ONNX graphs, so that layouts without a fixture can be tested. ONNX is protocol buffers; the numbers are fields of
 * {@code onnx.proto}.
 */
public final class OnnxWriter {

    /** ONNX's numbers of the element types. */
    public static final Map<DType, Integer> TYPES =
            Map.of(DType.F32, 1, DType.U8, 2, DType.I8, 3, DType.I32, 6, DType.I64, 7, DType.BOOL, 9, DType.F16, 10);

    private final List<byte[]> fields = new ArrayList<>();
    private int names;

    /** A node with one output, under a name of its own. */
    public String node(String operator, List<String> inputs, Attribute... attributes) {
        String output = "t" + names++;
        node(operator, inputs, output, attributes);
        return output;
    }

    public OnnxWriter node(String operator, List<String> inputs, String output, Attribute... attributes) {
        List<byte[]> parts = new ArrayList<>();
        inputs.forEach(name -> parts.add(text(1, name)));
        parts.add(text(2, output));
        parts.add(text(4, operator));
        for (Attribute attribute : attributes) {
            parts.add(embedded(5, attribute.encoded()));
        }
        fields.add(embedded(1, message(parts.toArray(byte[][]::new))));
        return this;
    }

    /** An attribute of whole numbers. */
    public record Attribute(String name, List<Long> values, boolean list) {

        public static Attribute ints(String name, long... values) {
            return new Attribute(name, Arrays.stream(values).boxed().toList(), true);
        }

        public static Attribute number(String name, long value) {
            return new Attribute(name, List.of(value), false);
        }

        private byte[] encoded() {
            if (!list) {
                return message(text(1, name), OnnxWriter.number(3, values.get(0)), OnnxWriter.number(20, 2));
            }
            byte[][] numbers =
                    values.stream().map(value -> OnnxWriter.number(8, value)).toArray(byte[][]::new);
            return message(text(1, name), message(numbers), OnnxWriter.number(20, 7));
        }
    }

    public OnnxWriter input(String name, DType type, long... shape) {
        return input(name, number(type), shape);
    }

    /**
     * @param type ONNX's number, for types that samui has none of
     */
    public OnnxWriter input(String name, int type, long... shape) {
        fields.add(embedded(11, value(name, type, shape)));
        return this;
    }

    public OnnxWriter output(String name, DType type, long... shape) {
        return output(name, number(type), shape);
    }

    public OnnxWriter output(String name, int type, long... shape) {
        fields.add(embedded(12, value(name, type, shape)));
        return this;
    }

    /** A constant, under a name of its own. */
    public String floats(List<Long> shape, float... values) {
        ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            raw.putFloat(value);
        }
        return initializer("c" + names++, DType.F32, shape, raw.array());
    }

    /** A constant, under a name of its own. */
    public String longs(long... values) {
        ByteBuffer raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            raw.putLong(value);
        }
        return initializer("c" + names++, DType.I64, List.of((long) values.length), raw.array());
    }

    /** A constant. */
    public String initializer(String name, DType type, List<Long> shape, byte[] raw) {
        byte[][] dimensions = shape.stream().map(size -> number(1, size)).toArray(byte[][]::new);
        fields.add(embedded(5, message(message(dimensions), number(2, number(type)), text(8, name), embedded(9, raw))));
        return name;
    }

    /** One float32 that lies in a file beside the model. */
    public OnnxWriter externalFloat(String name, String file) {
        byte[] location = message(text(1, "location"), text(2, file));
        fields.add(
                embedded(5, message(number(1, 1), number(2, 1), text(8, name), embedded(13, location), number(14, 1))));
        return this;
    }

    /** The file's bytes: operators of opset 13. */
    public byte[] model() {
        byte[] graph = message(message(fields.toArray(byte[][]::new)), text(2, "test"));
        return message(number(1, 8), embedded(7, graph), embedded(8, number(2, 13)));
    }

    private static int number(DType type) {
        return TYPES.get(type);
    }

    /** A size of -1 is written as a named dimension. */
    private static byte[] value(String name, int type, long... shape) {
        byte[][] sizes = new byte[shape.length][];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = embedded(1, shape[i] < 0 ? text(2, name + i) : number(1, shape[i]));
        }
        byte[] tensor = message(number(1, type), embedded(2, message(sizes)));
        return message(text(1, name), embedded(2, embedded(1, tensor)));
    }

    private static byte[] message(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] text(int field, String value) {
        return embedded(field, value.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] embedded(int field, byte[] value) {
        return message(varint(((long) field << 3) | 2), varint(value.length), value);
    }

    private static byte[] number(int field, long value) {
        return message(varint((long) field << 3), varint(value));
    }

    private static byte[] varint(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = value;
        for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
            out.write((int) (rest & 0x7f) | 0x80);
        }
        out.write((int) rest);
        return out.toByteArray();
    }
}
