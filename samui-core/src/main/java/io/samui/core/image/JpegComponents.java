package io.samui.core.image;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the colour components of a JPEG: four are CMYK, which the JDK's reader does not take. */
final class JpegComponents {

    private static final int START_OF_SCAN = 0xDA;

    private JpegComponents() {}

    /** The number of components of the frame header; 0 where there is none before the first scan. */
    static int count(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        in.readUnsignedShort(); // start of image
        while (true) {
            int marker = nextMarker(in);
            if (marker == START_OF_SCAN) {
                return 0;
            }
            if (isStandalone(marker)) {
                continue;
            }
            int length = in.readUnsignedShort();
            if (isFrameHeader(marker)) {
                in.skipNBytes(5); // precision, height, width
                return in.readUnsignedByte();
            }
            in.skipNBytes(Math.max(0, length - 2));
        }
    }

    private static int nextMarker(DataInputStream in) throws IOException {
        int value = in.readUnsignedByte();
        while (value != 0xFF) {
            value = in.readUnsignedByte();
        }
        while (value == 0xFF) {
            value = in.readUnsignedByte();
        }
        return value;
    }

    private static boolean isStandalone(int marker) {
        return marker == 0x00 || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
    }

    private static boolean isFrameHeader(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }
}
