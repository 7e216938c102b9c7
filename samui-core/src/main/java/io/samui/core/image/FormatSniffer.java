package io.samui.core.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Tells a format by the first bytes. */
final class FormatSniffer {

    /** Bytes that are enough to tell. */
    static final int HEAD = 16;

    private FormatSniffer() {}

    static Optional<ImageFormat> sniff(byte[] head) {
        if (starts(head, 0, 0xFF, 0xD8, 0xFF)) {
            return Optional.of(ImageFormat.JPEG);
        } else if (starts(head, 0, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A)) {
            return Optional.of(ImageFormat.PNG);
        } else if (starts(head, 0, 'R', 'I', 'F', 'F') && starts(head, 8, 'W', 'E', 'B', 'P')) {
            return Optional.of(ImageFormat.WEBP);
        } else if (starts(head, 0, 'I', 'I', 42, 0) || starts(head, 0, 'M', 'M', 0, 42)) {
            return Optional.of(ImageFormat.TIFF);
        } else if (starts(head, 0, 'I', 'I', 43, 0) || starts(head, 0, 'M', 'M', 0, 43)) {
            return Optional.of(ImageFormat.TIFF); // BigTIFF
        } else if (starts(head, 0, 'B', 'M')) {
            return Optional.of(ImageFormat.BMP);
        } else if (text(head).startsWith("GIF87a") || text(head).startsWith("GIF89a")) {
            return Optional.of(ImageFormat.GIF);
        }
        return Optional.empty();
    }

    private static String text(byte[] head) {
        return new String(Arrays.copyOf(head, 6), StandardCharsets.ISO_8859_1);
    }

    private static boolean starts(byte[] head, int offset, int... expected) {
        if (head.length < offset + expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if ((head[offset + i] & 0xFF) != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
