package io.samui.inference.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes small messages in the wire format of protocol buffers, as byte arrays that are put into one another. */
final class ProtobufWriter {

    private ProtobufWriter() {}

    static byte[] message(byte[]... fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] field : fields) {
            out.writeBytes(field);
        }
        return out.toByteArray();
    }

    static byte[] text(int field, String value) {
        return embedded(field, value.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] embedded(int field, byte[] value) {
        return message(varint(((long) field << 3) | ProtobufReader.LENGTH_DELIMITED), varint(value.length), value);
    }

    static byte[] number(int field, long value) {
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
