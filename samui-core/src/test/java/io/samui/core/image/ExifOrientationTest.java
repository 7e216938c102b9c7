package io.samui.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExifOrientationTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void is_read_wherever_a_format_keeps_it(boolean littleEndian) throws IOException {
        byte[] exif = exif(littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);

        assertThat(of(exif, ImageFormat.TIFF)).isEqualTo(Orientation.TURN_RIGHT);
        assertThat(of(png(exif), ImageFormat.PNG)).isEqualTo(Orientation.TURN_RIGHT);
        assertThat(of(webp(exif), ImageFormat.WEBP)).isEqualTo(Orientation.TURN_RIGHT);
        assertThat(of(webp(join(latin("Exif\0\0"), exif)), ImageFormat.WEBP)).isEqualTo(Orientation.TURN_RIGHT);
    }

    @Test
    void of_a_big_tiff_is_read() throws IOException {
        byte[] tiff = ByteBuffer.allocate(60)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(latin("II"))
                .putShort((short) 43)
                .putShort((short) 8)
                .putShort((short) 0)
                .putLong(20)
                .putInt(0)
                .putLong(1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putLong(1)
                .putLong(8)
                .array();

        assertThat(of(tiff, ImageFormat.TIFF)).isEqualTo(Orientation.TURN_LEFT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 9, 12, 20, 25})
    void that_is_cut_off_is_upright(int length) throws IOException {
        byte[] exif = Arrays.copyOf(exif(ByteOrder.BIG_ENDIAN), length);

        assertThat(of(exif, ImageFormat.TIFF)).isEqualTo(Orientation.UPRIGHT);
        assertThat(of(webp(exif), ImageFormat.WEBP)).isEqualTo(Orientation.UPRIGHT);
    }

    @Test
    void a_source_that_fails_is_not_taken_for_a_broken_image() {
        byte[] png = Pictures.png(64, 48);
        for (int good : new int[] {0, 8, 40, 100}) {
            BlobSource failing = failingAfter(png, good);

            assertThatThrownBy(() -> new ImageReader(ImageLimits.defaults()).verify(failing))
                    .as("after %d bytes", good)
                    .isInstanceOf(BlobStorageException.class)
                    .hasMessageContaining("the disk is gone");
        }
    }

    private static BlobSource failingAfter(byte[] bytes, int good) {
        return new BlobSource() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public InputStream open() throws IOException {
                if (good == 0) {
                    throw new IOException("the disk is gone");
                }
                return new InputStream() {
                    private int at;

                    @Override
                    public int read() throws IOException {
                        if (at >= good) {
                            throw new IOException("the disk is gone");
                        }
                        return bytes[at++] & 0xFF;
                    }
                };
            }
        };
    }

    private static Orientation of(byte[] bytes, ImageFormat format) throws IOException {
        return ExifOrientation.of(BlobSource.of(bytes), format);
    }

    /** A directory that does not stand right behind the header, with another entry before the orientation. */
    private static byte[] exif(ByteOrder order) {
        return ByteBuffer.allocate(46)
                .order(order)
                .put(latin(order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM"))
                .putShort((short) 42)
                .putInt(12)
                .putInt(0)
                .putShort((short) 2)
                .putShort((short) 0x0100)
                .putShort((short) 4)
                .putInt(1)
                .putInt(64)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) 6)
                .array();
    }

    private static byte[] png(byte[] exif) {
        byte[] png = Pictures.png(20, 20);
        byte[] chunk = ByteBuffer.allocate(exif.length + 12)
                .putInt(exif.length)
                .put(latin("eXIf"))
                .put(exif)
                .array();
        int end = png.length - 12;
        return join(Arrays.copyOf(png, end), chunk, Arrays.copyOfRange(png, end, png.length));
    }

    private static byte[] webp(byte[] exif) {
        ByteBuffer out = ByteBuffer.allocate(12 + 8 + 6 + 8 + exif.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(latin("RIFF")).putInt(out.capacity() - 8).put(latin("WEBP"));
        out.put(latin("VP8 ")).putInt(5).put(new byte[6]); // an odd length is padded
        return out.put(latin("EXIF")).putInt(exif.length).put(exif).array();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] join(byte[]... parts) {
        ByteBuffer out = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        Arrays.stream(parts).forEach(out::put);
        return out.array();
    }
}
