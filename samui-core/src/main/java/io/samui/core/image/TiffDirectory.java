package io.samui.core.image;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;

/** The first directory of a TIFF file, or of the Exif block that has the same form, read forwards and once. */
final class TiffDirectory {

    /** Bytes of an Exif block that are looked at. */
    static final int FAR_ENOUGH = 1 << 16;

    private static final int ORIENTATION = 0x0112;
    private static final int BIG = 43;
    private static final int MOST_ENTRIES = 1 << 16;
    private static final int BYTE = 1;
    private static final int SHORT = 3;

    private final DataInputStream in;
    private final boolean littleEndian;

    private TiffDirectory(DataInputStream in, boolean littleEndian) {
        this.in = in;
        this.littleEndian = littleEndian;
    }

    /** Of an Exif block in memory. */
    static Orientation orientation(byte[] bytes, int from) throws IOException {
        return orientation(new DataInputStream(new ByteArrayInputStream(bytes, from, bytes.length - from)));
    }

    /**
     * Of what comes next in a stream.
     *
     * @throws java.io.EOFException when it ends before
     */
    static Orientation orientation(DataInputStream in) throws IOException {
        int order = in.readUnsignedShort();
        if (order != 0x4949 && order != 0x4D4D) {
            return Orientation.UPRIGHT;
        }
        TiffDirectory directory = new TiffDirectory(in, order == 0x4949);
        boolean big = directory.number(2) == BIG;
        if (big) {
            in.skipNBytes(4); // the size of offsets, which is 8
        }
        long at = directory.number(big ? 8 : 4);
        int behindHeader = big ? 16 : 8;
        if (at < behindHeader) {
            return Orientation.UPRIGHT;
        }
        in.skipNBytes(at - behindHeader);
        return directory.search(big);
    }

    private Orientation search(boolean big) throws IOException {
        long entries = Math.min(number(big ? 8 : 2), MOST_ENTRIES);
        for (long i = 0; i < entries; i++) {
            long tag = number(2);
            int type = (int) number(2);
            in.skipNBytes(big ? 8 : 4); // the count, which is 1
            if (tag == ORIENTATION) {
                return Orientation.ofExif((int) number(type == BYTE ? 1 : type == SHORT ? 2 : 4));
            }
            in.skipNBytes(big ? 8 : 4);
        }
        return Orientation.UPRIGHT;
    }

    private long number(int bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            long next = in.readUnsignedByte();
            value = littleEndian ? value | next << 8 * i : value << 8 | next;
        }
        return value;
    }
}
