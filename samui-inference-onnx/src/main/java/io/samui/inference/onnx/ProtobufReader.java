package io.samui.inference.onnx;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads the wire format of protocol buffers field by field, so that gigabytes of weights can be skipped: enough of it to find
 * names and shapes. Not closed by itself; whoever opened the stream closes it.
 */
final class ProtobufReader {

    static final int VARINT = 0;
    static final int LENGTH_DELIMITED = 2;

    private static final int FIXED_64 = 1;
    private static final int FIXED_32 = 5;
    private static final int LONGEST_TEXT = 1 << 16;

    /** What may follow a field's number; a message is walked by a visitor. */
    interface FieldVisitor {
        /**
         * Reads the field's value with exactly one of the reader's methods, or returns false to have it skipped.
         *
         * @param wireType {@link #VARINT}, {@link #LENGTH_DELIMITED}, or one of the fixed sizes
         */
        boolean visit(int field, int wireType) throws IOException;
    }

    private final InputStream in;
    private long position;

    /**
     * @param in buffered, and truthful about skipping beyond its end
     */
    ProtobufReader(InputStream in) {
        this.in = in;
    }

    /** Walks the fields up to the end of the stream. */
    void readAll(FieldVisitor visitor) throws IOException {
        for (int first = in.read(); first >= 0; first = in.read()) {
            position++;
            field(varint(first), visitor);
        }
    }

    /** Walks the fields of an embedded message. */
    void message(FieldVisitor visitor) throws IOException {
        long end = Math.addExact(length(), position);
        while (position < end) {
            field(varint(), visitor);
        }
        if (position != end) {
            throw new MalformedException("a field reaches beyond its message");
        }
    }

    long varint() throws IOException {
        return varint(readByte());
    }

    String text() throws IOException {
        long length = length();
        if (length > LONGEST_TEXT) {
            throw new MalformedException("a name of " + length + " bytes");
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length != length) {
            throw new EOFException();
        }
        position += length;
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void field(long tag, FieldVisitor visitor) throws IOException {
        long number = tag >>> 3;
        if (number < 1 || number > (1 << 29) - 1) {
            throw new MalformedException("field number " + number);
        }
        int wireType = (int) (tag & 7);
        if (!visitor.visit((int) number, wireType)) {
            skipValue(wireType);
        }
    }

    private void skipValue(int wireType) throws IOException {
        switch (wireType) {
            case VARINT -> varint();
            case FIXED_64 -> skip(8);
            case LENGTH_DELIMITED -> skip(length());
            case FIXED_32 -> skip(4);
            default -> throw new MalformedException("wire type " + wireType);
        }
    }

    private void skip(long bytes) throws IOException {
        in.skipNBytes(bytes);
        position += bytes;
    }

    private long length() throws IOException {
        long length = varint();
        if (length < 0) {
            throw new MalformedException("a length of " + length);
        }
        return length;
    }

    private long varint(int first) throws IOException {
        long value = first & 0x7f;
        int current = first;
        for (int shift = 7; current >= 0x80; shift += 7) {
            if (shift > 63) {
                throw new MalformedException("a number of more than 64 bits");
            }
            current = readByte();
            value |= (long) (current & 0x7f) << shift;
        }
        return value;
    }

    private int readByte() throws IOException {
        int read = in.read();
        if (read < 0) {
            throw new EOFException();
        }
        position++;
        return read;
    }

    /** The bytes are no protocol buffer. */
    static final class MalformedException extends IOException {
        MalformedException(String what) {
            super(what);
        }
    }
}
