package io.samui.core.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Image files that are a danger to whoever believes what they say. */
public final class Bombs {

    private static final int INFLATED = 300 << 20;

    private Bombs() {}

    /** By what is wrong with them. */
    public static Map<String, byte[]> broken() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("a PNG with a chunk of 2 GB before its pixels", png(claiming("tEXt", Integer.MAX_VALUE)));
        all.put("a PNG with Exif data of 2 GB", png(claiming("eXIf", Integer.MAX_VALUE - 8)));
        all.put("a PNG with a chunk of a negative length", png(claiming("tEXt", -5)));
        all.put("a PNG that claims 1500 x 1500 and has 20 rows", pngOfPixels(1500, 1500, deflated(20 * 4501)));
        all.put("a BMP of 100,000 x 100,000", bmp(100_000, 100_000, 24, 54, 0));
        all.put("a BMP whose palette is said to have 1.5 GB", bmp(10, 10, 8, 1 << 30, 1 << 29));
        all.put("a BMP of a negative width", bmp(-10, 10, 24, 54, 0));
        all.put("a BMP of the least height", bmp(10, Integer.MIN_VALUE, 24, 54, 0));
        all.put("a TIFF of 2^31 x 2^31", tiff(Integer.MAX_VALUE, Integer.MAX_VALUE, 1, 100));
        all.put("a TIFF whose strips are a table of 2^31 entries", tiff(10, 10, Integer.MAX_VALUE, 100));
        all.put("a TIFF whose directory lies beyond its end", header(8, 'I', 'I', 42, 0, 0xF0, 0xFF, 0xFF, 0x7F));
        all.put("a TIFF whose directory is its own next", tiffLoop());
        all.put("a WebP with a chunk of 2 GB", webp("VP8 ", Integer.MAX_VALUE - 64));
        all.put("a lossless WebP of 16383 x 16383", webpLossless(16_383, 16_383));
        all.put("a WebP whose canvas is 2^24 x 2^24", webpCanvas());
        all.put("a GIF of 65,535 x 65,535", gif(65_535, 65_535, 1));
        all.put("a JPEG of 65,500 x 65,500", jpegClaiming(65_500, 65_500));
        all.put("a JPEG without pixels", jpegClaiming(0, 0));
        return all;
    }

    /** Good pixels, with something around them that is not to be unpacked. */
    public static Map<String, byte[]> harmlessWhenPassedOver() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        byte[] bomb = deflated(INFLATED);
        all.put("a PNG with a compressed text of 300 MB", png(chunk("zTXt", join(latin("a\0\0"), bomb))));
        all.put(
                "a PNG with an international text of 300 MB",
                png(chunk("iTXt", join(latin("a\0\u0001\0en\0a\0"), bomb))));
        all.put("a PNG with a colour profile of 300 MB", png(chunk("iCCP", join(latin("a\0\0"), bomb))));
        all.put("a PNG of 20 x 20 whose pixels go on for 300 MB", pngOfPixels(20, 20, bomb));
        all.put("a TIFF whose one strip is said to have 2 GB", tiff(10, 10, 1, Integer.MAX_VALUE));
        all.put("a GIF of 20,000 frames", gif(8, 8, 20_000));
        return all;
    }

    /** A PNG of 20 x 20 with something between header and pixels. */
    private static byte[] png(byte[] chunk) {
        byte[] png = Pictures.png(20, 20);
        return join(Arrays.copyOf(png, 33), chunk, Arrays.copyOfRange(png, 33, png.length));
    }

    private static byte[] pngOfPixels(int width, int height, byte[] deflated) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) 8)
                .put((byte) 2)
                .array();
        return join(
                header(8, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A),
                chunk("IHDR", header),
                chunk("IDAT", deflated),
                chunk("IEND", new byte[0]));
    }

    private static byte[] chunk(String type, byte[] data) {
        byte[] body = join(latin(type), data);
        CRC32 crc = new CRC32();
        crc.update(body);
        return join(number(data.length), body, number((int) crc.getValue()));
    }

    private static byte[] claiming(String type, int length) {
        return join(number(length), latin(type), new byte[20]);
    }

    private static byte[] bmp(int width, int height, int bits, int pixelsAt, int colours) {
        return ByteBuffer.allocate(200)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(latin("BM"))
                .putInt(200)
                .putInt(0)
                .putInt(pixelsAt)
                .putInt(40)
                .putInt(width)
                .putInt(height)
                .putShort((short) 1)
                .putShort((short) bits)
                .putInt(0)
                .putInt(0)
                .putInt(0)
                .putInt(0)
                .putInt(colours)
                .putInt(0)
                .array();
    }

    private static byte[] tiff(int width, int height, int strips, int stripBytes) {
        ByteBuffer out = ByteBuffer.allocate(300).order(ByteOrder.LITTLE_ENDIAN);
        out.put(latin("II")).putShort((short) 42).putInt(8).putShort((short) 8);
        entry(out, 256, 4, 1, width);
        entry(out, 257, 4, 1, height);
        entry(out, 258, 3, 1, 8);
        entry(out, 259, 3, 1, 1);
        entry(out, 262, 3, 1, 1);
        entry(out, 273, 4, strips, 150);
        entry(out, 278, 4, 1, height);
        entry(out, 279, 4, strips, stripBytes);
        return out.array();
    }

    private static byte[] tiffLoop() {
        ByteBuffer out = ByteBuffer.allocate(60).order(ByteOrder.LITTLE_ENDIAN);
        out.put(latin("II")).putShort((short) 42).putInt(8).putShort((short) 1);
        entry(out, 305, 4, 1, 8);
        out.putInt(8);
        return out.array();
    }

    private static void entry(ByteBuffer out, int tag, int type, int count, int value) {
        out.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
    }

    private static byte[] webp(String type, int claimed) {
        return ByteBuffer.allocate(100)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(latin("RIFF"))
                .putInt(Integer.MAX_VALUE - 8)
                .put(latin("WEBP"))
                .put(latin(type))
                .putInt(claimed)
                .array();
    }

    private static byte[] webpLossless(int width, int height) {
        byte[] webp = webp("VP8L", 80);
        ByteBuffer.wrap(webp)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(20, (byte) 0x2F)
                .putInt(21, (width - 1) | (height - 1) << 14);
        return webp;
    }

    private static byte[] webpCanvas() {
        byte[] webp = webp("VP8X", 10);
        Arrays.fill(webp, 24, 30, (byte) 0xFF);
        return webp;
    }

    private static byte[] gif(int width, int height, int frames) {
        ByteBuffer out = ByteBuffer.allocate(20 + 40 * frames).order(ByteOrder.LITTLE_ENDIAN);
        out.put(latin("GIF89a")).putShort((short) width).putShort((short) height);
        out.put(new byte[] {(byte) 0x80, 0, 0, 0, 0, 0, -1, -1, -1});
        for (int i = 0; i < frames; i++) {
            out.put((byte) 0x2C).putInt(0).putShort((short) width).putShort((short) height);
            // codes of 3 bits for a palette of two: clear, two pixels, then as many as come
            out.put((byte) 0).put(GIF_PIXELS);
        }
        out.put((byte) 0x3B);
        return Arrays.copyOf(out.array(), out.position());
    }

    private static final byte[] GIF_PIXELS = gifPixels();

    /** The pixels of a white GIF of 8 x 8, as the JDK writes them. */
    private static byte[] gifPixels() {
        BufferedImage picture = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_BINARY);
        byte[] gif = Pictures.encode(picture, "gif");
        int descriptor = gif.length - 1;
        while (gif[descriptor] != 0x2C || gif[descriptor + 5] != 8 || gif[descriptor + 7] != 8) {
            descriptor--;
        }
        return Arrays.copyOfRange(gif, descriptor + 10, gif.length - 1);
    }

    private static byte[] jpegClaiming(int width, int height) {
        byte[] jpeg = Pictures.jpeg(64, 48);
        for (int i = 0; i < jpeg.length - 9; i++) {
            if ((jpeg[i] & 0xFF) == 0xFF && (jpeg[i + 1] & 0xFF) == 0xC0) {
                ByteBuffer.wrap(jpeg).putShort(i + 5, (short) height).putShort(i + 7, (short) width);
                return jpeg;
            }
        }
        throw new AssertionError("no frame header");
    }

    private static byte[] deflated(int zeros) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] block = new byte[1 << 16];
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out, new Deflater(Deflater.BEST_COMPRESSION))) {
            for (int left = zeros; left > 0; left -= block.length) {
                deflater.write(block, 0, Math.min(left, block.length));
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] header(int length, int... bytes) {
        byte[] out = new byte[Math.max(length, bytes.length)];
        for (int i = 0; i < bytes.length; i++) {
            out[i] = (byte) bytes[i];
        }
        return out;
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
