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
 * Reads the orientation that cameras note down, and nothing else: it goes through the file once, keeps no more of it than a
 * small buffer, and believes no length that the file claims.
 */
final class ExifOrientation {

    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final int START_OF_SCAN = 0xDA;
    private static final int APP1 = 0xE1;
    private static final int SIGNATURE = 8;
    private static final int RIFF_HEADER = 12;

    private ExifOrientation() {}

    /** Upright where there is none, or none that can be read: metadata that is broken does not make an image bad. */
    static Orientation of(BlobSource source, ImageFormat format) throws IOException {
        if (format == ImageFormat.GIF || format == ImageFormat.BMP) {
            return Orientation.UPRIGHT;
        }
        try (InputStream stream = new BufferedInputStream(source.open());
                DataInputStream in = new DataInputStream(stream)) {
            return switch (format) {
                case JPEG -> ofJpeg(in);
                case PNG -> ofPng(in);
                case WEBP -> ofWebp(in);
                default -> TiffDirectory.orientation(in);
            };
        } catch (EOFException e) {
            return Orientation.UPRIGHT; // what is missing, the decoder will say
        }
    }

    private static Orientation ofJpeg(DataInputStream in) throws IOException {
        in.readUnsignedShort(); // start of image
        while (true) {
            int marker = JpegHeader.nextMarker(in);
            if (marker == START_OF_SCAN) {
                return Orientation.UPRIGHT;
            }
            if (JpegHeader.isStandalone(marker)) {
                continue;
            }
            int length = Math.max(0, in.readUnsignedShort() - 2);
            if (marker != APP1) {
                in.skipNBytes(length);
                continue;
            }
            byte[] segment = in.readNBytes(length);
            if (Arrays.equals(segment, 0, Math.min(EXIF.length, segment.length), EXIF, 0, EXIF.length)) {
                return TiffDirectory.orientation(segment, EXIF.length);
            }
        }
    }

    private static Orientation ofPng(DataInputStream in) throws IOException {
        in.skipNBytes(SIGNATURE);
        while (true) {
            long length = Integer.toUnsignedLong(in.readInt());
            String type = type(in);
            if (type.equals("eXIf")) {
                return TiffDirectory.orientation(in);
            }
            if (type.equals("IEND")) {
                return Orientation.UPRIGHT;
            }
            in.skipNBytes(length + Integer.BYTES); // the checksum
        }
    }

    private static Orientation ofWebp(DataInputStream in) throws IOException {
        in.skipNBytes(RIFF_HEADER);
        while (true) {
            String type = type(in);
            long length = Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
            if (type.equals("EXIF")) {
                byte[] start = in.readNBytes((int) Math.min(length, TiffDirectory.FAR_ENOUGH));
                // some writers put JPEG's prefix before it
                boolean prefixed =
                        start.length > EXIF.length && Arrays.equals(start, 0, EXIF.length, EXIF, 0, EXIF.length);
                return TiffDirectory.orientation(start, prefixed ? EXIF.length : 0);
            }
            in.skipNBytes(length + length % 2);
        }
    }

    private static String type(DataInputStream in) throws IOException {
        byte[] type = new byte[4];
        in.readFully(type);
        return new String(type, StandardCharsets.ISO_8859_1);
    }
}
