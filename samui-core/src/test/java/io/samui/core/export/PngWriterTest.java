package io.samui.core.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.LogitMask;
import io.samui.core.mask.MaskFrame;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import javax.imageio.ImageIO;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PngWriterTest {

    @SuppressWarnings("ArrayRecordComponent")
    private record Chunk(String type, byte[] data) {}

    private static List<Chunk> chunks(byte[] png) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(png));
        assertThat(in.readLong()).isEqualTo(0x89504E470D0A1A0AL);
        List<Chunk> chunks = new ArrayList<>();
        while (in.available() > 0) {
            int length = in.readInt();
            byte[] type = in.readNBytes(4);
            byte[] data = in.readNBytes(length);
            CRC32 crc = new CRC32();
            crc.update(type);
            crc.update(data);
            assertThat(in.readInt()).isEqualTo((int) crc.getValue());
            chunks.add(new Chunk(new String(type, StandardCharsets.US_ASCII), data));
        }
        assertThat(chunks.get(0).type()).isEqualTo("IHDR");
        assertThat(chunks.get(chunks.size() - 1).type()).isEqualTo("IEND");
        return chunks;
    }

    /** The rows with their filter bytes; the inflater checks the code, the Adler-32 and that nothing follows. */
    private static byte[] inflate(byte[] png, int size) throws Exception {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (Chunk chunk : chunks(png)) {
            if (chunk.type().equals("IDAT")) {
                stream.write(chunk.data());
            }
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(stream.toByteArray());
            byte[] rows = new byte[size + 1];
            int read = 0;
            while (!inflater.finished()) {
                int more = inflater.inflate(rows, read, rows.length - read);
                assertThat(more > 0 || inflater.finished()).isTrue();
                read += more;
            }
            assertThat(read).isEqualTo(size);
            assertThat(inflater.getRemaining()).isZero();
            return rows;
        } finally {
            inflater.end();
        }
    }

    private static void check(BinaryMask mask) throws Exception {
        int width = mask.width();
        int height = mask.height();
        byte[] pixels = mask.toRowMajor();
        byte[] png = PngWriter.grey(mask);
        byte[] rows = inflate(png, height * (width + 1));
        for (int y = 0; y < height; y++) {
            assertThat(rows[y * (width + 1)]).isZero();
            for (int x = 0; x < width; x++) {
                assertThat(rows[y * (width + 1) + 1 + x]).isEqualTo((byte) -pixels[y * width + x]);
            }
        }
        inflate(PngWriter.bilevel(mask), height * (1 + (width + 7) / 8));
        checkAsImage(png, pixels, width, height, BufferedImage.TYPE_BYTE_GRAY, 8);
        checkAsImage(PngWriter.bilevel(mask), pixels, width, height, BufferedImage.TYPE_BYTE_BINARY, 1);
    }

    private static void checkAsImage(byte[] png, byte[] pixels, int width, int height, int type, int bits)
            throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getType()).isEqualTo(type);
        assertThat(image.getColorModel().getPixelSize()).isEqualTo(bits);
        assertThat(image.getWidth()).isEqualTo(width);
        assertThat(image.getHeight()).isEqualTo(height);
        int white = (1 << bits) - 1;
        int[] samples = image.getRaster().getSamples(0, 0, width, height, 0, (int[]) null);
        for (int i = 0; i < pixels.length; i++) {
            assertThat(samples[i]).isEqualTo(pixels[i] * white);
        }
    }

    @Property(tries = 150)
    void random_masks_read_back_as_they_were(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        int width = 1 + random.nextInt(random.nextBoolean() ? 20 : 300);
        int height = 1 + random.nextInt(random.nextBoolean() ? 20 : 200);
        int grain = 1 + random.nextInt(12);
        int density = random.nextInt(11);
        byte[] pixels = new byte[width * height];
        boolean[] coarse = new boolean[(width / grain + 1) * (height / grain + 1)];
        for (int i = 0; i < coarse.length; i++) {
            coarse[i] = random.nextInt(10) < density;
        }
        for (int i = 0; i < pixels.length; i++) {
            int cell = i / width / grain * (width / grain + 1) + i % width / grain;
            pixels[i] = (byte) (coarse[cell] ? 1 : 0);
        }
        check(BinaryMask.of(width, height, pixels));
    }

    @Example
    void empty_full_and_single_pixel_masks_read_back() throws Exception {
        check(BinaryMask.empty(1, 1));
        check(BinaryMask.full(1, 1));
        check(BinaryMask.empty(517, 130));
        check(BinaryMask.full(517, 130));
        check(BinaryMask.of(3, 2, new byte[] {1, 0, 0, 0, 0, 1}));
    }

    @Example
    void every_run_length_reads_back() throws Exception {
        for (int length = 1; length <= 800; length++) {
            int width = length + 2;
            check(BinaryMask.ofCounts(width, 1, new int[] {1, length, 1}));
        }
    }

    @Example
    void a_resampled_mask_of_some_megapixels_is_small_and_right() throws Exception {
        float[] logits = new float[64 * 64];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = 20 - (float) Math.hypot(i % 64 - 30, i / 64.0 - 22);
        }
        BinaryMask mask = new LogitMask(logits, 64, 64, new MaskFrame(256, 256, 256, 192, 2000, 1500)).threshold(0);
        byte[] png = PngWriter.grey(mask);
        assertThat(png).hasSizeLessThan(40_000);
        byte[] rows = inflate(png, 1500 * 2001);
        for (int y = 0; y < 1500; y += 7) {
            for (int x = 0; x < 2000; x += 3) {
                assertThat(rows[y * 2001 + 1 + x] != 0).isEqualTo(mask.get(x, y));
            }
        }
    }

    @Example
    void runs_of_many_megapixels_keep_their_checksum() throws Exception {
        // one run of 40 million bytes is where a sum in closed form would overflow
        for (int[] counts : new int[][] {{5, 40_000_000 - 5}, {0, 39_999_999, 1}, {40_000_000}}) {
            byte[] png = PngWriter.grey(BinaryMask.ofCounts(40_000_000, 1, counts));
            assertThat(png).hasSizeLessThan(60_000);
            inflate(png, 40_000_001);
        }
    }

    @Example
    void a_stream_that_fails_says_so_itself() {
        OutputStream broken = new OutputStream() {
            private int written;

            @Override
            public void write(int b) throws IOException {
                if (++written > 40) {
                    throw new IOException("disk full");
                }
            }
        };
        BinaryMask mask = BinaryMask.full(9, 9);
        assertThatThrownBy(() -> PngWriter.writeGrey(mask, broken))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");
        assertThatThrownBy(() -> PngWriter.writeBilevel(mask, broken))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");
    }
}
