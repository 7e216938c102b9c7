package io.samui.core.export;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** The rows of a 1-bit picture, deflated one by one; closing it writes the rows that are left. */
final class BitRows implements AutoCloseable {

    private static final int BUFFER = 1 << 13;

    private final int height;
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    private final DeflaterOutputStream out;
    private final byte[] row;
    private int y;

    BitRows(OutputStream out, int width, int height) {
        this.height = height;
        this.out = new DeflaterOutputStream(out, deflater, BUFFER);
        // the byte before the pixels is the row's filter: 0, none
        this.row = new byte[1 + (width + 7) / 8];
    }

    /** Sets pixels of a row; rows come in order. */
    void set(int rowIndex, int x, int length) {
        writeRowsBefore(rowIndex);
        int end = x + length;
        int first = 1 + (x >> 3);
        int last = 1 + ((end - 1) >> 3);
        int firstBits = 0xff >> (x & 7);
        int lastBits = 0xff << (7 - ((end - 1) & 7));
        if (first == last) {
            row[first] |= (byte) (firstBits & lastBits);
            return;
        }
        row[first] |= (byte) firstBits;
        Arrays.fill(row, first + 1, last, (byte) 0xff);
        row[last] |= (byte) lastBits;
    }

    private void writeRowsBefore(int rowIndex) {
        try {
            while (y < rowIndex) {
                out.write(row);
                Arrays.fill(row, (byte) 0);
                y++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            writeRowsBefore(height);
            out.close();
        } finally {
            deflater.end();
        }
    }
}
