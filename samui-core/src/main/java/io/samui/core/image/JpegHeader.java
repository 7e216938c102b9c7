package io.samui.core.image;

import io.samui.core.storage.BlobSource;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a JPEG says of its colours before its first scan.
 *
 * @param components of the frame; four are CMYK, which the JDK's reader does not take; 0 where the file ends before
 * @param ycc        whether the markers leave no doubt that three components are YCbCr
 */
record JpegHeader(int components, boolean ycc) {

    private static final int START_OF_SCAN = 0xDA;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP14 = 0xEE;
    private static final int ADOBE_TRANSFORM_AT = 11;
    private static final int ADOBE_YCC = 1;

    static JpegHeader of(BlobSource source) throws IOException {
        try (InputStream stream = new BufferedInputStream(source.open())) {
            return read(new DataInputStream(stream));
        } catch (EOFException e) {
            return new JpegHeader(0, false); // truncated before the frame header: the decoder will say so
        }
    }

    private static JpegHeader read(DataInputStream in) throws IOException {
        in.readUnsignedShort(); // start of image
        boolean named = false;
        int adobe = ADOBE_YCC;
        int components = 0;
        while (true) {
            int marker = nextMarker(in);
            if (marker == START_OF_SCAN) {
                return new JpegHeader(components, components == 3 && named && adobe == ADOBE_YCC);
            }
            if (isStandalone(marker)) {
                continue;
            }
            byte[] segment = in.readNBytes(Math.max(0, in.readUnsignedShort() - 2));
            if (isFrameHeader(marker) && segment.length > 5) {
                components = segment[5] & 0xFF;
            } else if ((marker == APP0 && starts(segment, "JFIF")) || (marker == APP1 && starts(segment, "Exif"))) {
                named = true;
            } else if (marker == APP14 && starts(segment, "Adobe") && segment.length > ADOBE_TRANSFORM_AT) {
                adobe = segment[ADOBE_TRANSFORM_AT];
            }
        }
    }

    private static boolean starts(byte[] segment, String name) {
        byte[] expected = name.getBytes(StandardCharsets.US_ASCII);
        return segment.length >= expected.length
                && Arrays.equals(segment, 0, expected.length, expected, 0, expected.length);
    }

    static int nextMarker(DataInputStream in) throws IOException {
        int value = in.readUnsignedByte();
        while (value != 0xFF) {
            value = in.readUnsignedByte();
        }
        while (value == 0xFF) {
            value = in.readUnsignedByte();
        }
        return value;
    }

    static boolean isStandalone(int marker) {
        return marker == 0x00 || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
    }

    private static boolean isFrameHeader(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }
}
