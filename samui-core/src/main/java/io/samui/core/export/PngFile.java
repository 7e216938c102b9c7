package io.samui.core.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** The frame of a greyscale PNG: signature and header, image data in chunks, end. */
final class PngFile {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] GREY_DEFLATE_NO_INTERLACE = {0, 0, 0, 0};
    private static final int CHUNK = 1 << 15;

    private final OutputStream out;

    PngFile(OutputStream out, int width, int height, int bits) throws IOException {
        this.out = out;
        out.write(SIGNATURE);
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) bits);
        header.put(GREY_DEFLATE_NO_INTERLACE);
        chunk("IHDR", header.array(), 13);
    }

    /** Takes the zlib stream of all rows; closing it writes what is left and leaves the file open. */
    OutputStream imageData() {
        return new OutputStream() {
            private final byte[] buffer = new byte[CHUNK];
            private int size;

            @Override
            public void write(int value) throws IOException {
                if (size == CHUNK) {
                    drain();
                }
                buffer[size++] = (byte) value;
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                int done = 0;
                while (done < length) {
                    if (size == CHUNK) {
                        drain();
                    }
                    int part = Math.min(length - done, CHUNK - size);
                    System.arraycopy(bytes, offset + done, buffer, size, part);
                    size += part;
                    done += part;
                }
            }

            @Override
            public void close() throws IOException {
                drain();
            }

            private void drain() throws IOException {
                if (size > 0) {
                    chunk("IDAT", buffer, size);
                    size = 0;
                }
            }
        };
    }

    void end() throws IOException {
        chunk("IEND", new byte[0], 0);
    }

    private void chunk(String type, byte[] data, int length) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data, 0, length);
        writeInt(length);
        out.write(name);
        out.write(data, 0, length);
        writeInt((int) crc.getValue());
    }

    private void writeInt(int value) throws IOException {
        out.write(ByteBuffer.allocate(4).putInt(value).array());
    }
}
