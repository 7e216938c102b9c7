package io.samui.core.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Image files made in tests. */
final class Pictures {

    static final int RED = 0xE02010;
    static final int GREEN = 0x10C030;
    static final int BLUE = 0x2030E0;
    static final int WHITE = 0xF0F0F0;

    private Pictures() {}

    /** Four quarters: red, green above blue, white. */
    static BufferedImage quarters(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        int[] colours = {RED, GREEN, BLUE, WHITE};
        for (int i = 0; i < 4; i++) {
            graphics.setColor(new Color(colours[i]));
            graphics.fillRect(i % 2 * (width / 2), i / 2 * (height / 2), (width + 1) / 2, (height + 1) / 2);
        }
        graphics.dispose();
        return image;
    }

    static byte[] encode(BufferedImage image, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalStateException("No writer for " + format);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    static byte[] jpeg(int width, int height) {
        return encode(quarters(width, height, BufferedImage.TYPE_INT_RGB), "jpeg");
    }

    static byte[] png(int width, int height) {
        return encode(quarters(width, height, BufferedImage.TYPE_INT_RGB), "png");
    }

    /** Puts an EXIF segment with this orientation behind the start of a JPEG. */
    static byte[] withOrientation(byte[] jpeg, int orientation) {
        byte[] tiff = {
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8, // header, first directory at 8
            0,
            1, // one entry
            0x01,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte) orientation,
            0,
            0, // orientation, short, one value
            0,
            0,
            0,
            0 // no further directory
        };
        byte[] name = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer out = ByteBuffer.allocate(jpeg.length + 4 + name.length + tiff.length);
        out.put(jpeg, 0, 2);
        out.put((byte) 0xFF).put((byte) 0xE1).putShort((short) (2 + name.length + tiff.length));
        out.put(name).put(tiff).put(jpeg, 2, jpeg.length - 2);
        return out.array();
    }

    /** A PNG whose header promises this size, and which has no pixels. */
    static byte[] pngHeader(int width, int height) {
        ByteBuffer header = ByteBuffer.allocate(17).put("IHDR".getBytes(StandardCharsets.US_ASCII));
        header.putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0});
        CRC32 crc = new CRC32();
        crc.update(header.array());
        ByteBuffer out = ByteBuffer.allocate(8 + 4 + 17 + 4);
        out.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A});
        out.putInt(13).put(header.array()).putInt((int) crc.getValue());
        return out.array();
    }
}
