package io.samui.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.InvalidInputException;
import io.samui.core.TooLargeException;
import io.samui.core.inference.ImageFrame;
import io.samui.core.spi.DataSize;
import io.samui.core.storage.BlobSource;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReaderTest {

    private final ImageReader reader = new ImageReader(ImageLimits.defaults());

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "bmp", "gif", "tiff"})
    void every_format_gives_its_pixels(String format) {
        byte[] file = Pictures.encode(Pictures.quarters(64, 48, BufferedImage.TYPE_INT_RGB), format);

        RgbImage image = read(file);

        assertThat(image.width()).isEqualTo(64);
        assertThat(image.height()).isEqualTo(48);
        assertQuarters(image, Pictures.RED, Pictures.GREEN, Pictures.BLUE, Pictures.WHITE);
        assertThat(reader.verify(BlobSource.of(file)).format().name()).isEqualToIgnoringCase(format);
    }

    @Test
    void webp_gives_its_pixels() throws IOException {
        // 64 x 48, made by cwebp -lossless from the quarters that the other formats are tested with
        try (InputStream in = getClass().getResourceAsStream("quarters.webp")) {
            RgbImage image = read(in.readAllBytes());

            assertThat(image.width()).isEqualTo(64);
            assertQuarters(image, Pictures.RED, Pictures.GREEN, Pictures.BLUE, Pictures.WHITE);
        }
    }

    /** Where red, green, blue, white (stored row by row) are seen when the picture is upright. */
    @ParameterizedTest
    @CsvSource({
        "1, 64, 48, RGBW",
        "2, 64, 48, GRWB",
        "3, 64, 48, WBGR",
        "4, 64, 48, BWRG",
        "5, 48, 64, RBGW",
        "6, 48, 64, BRWG",
        "7, 48, 64, WGBR",
        "8, 48, 64, GWRB",
        "9, 64, 48, RGBW",
    })
    void pixels_are_turned_upright(int orientation, int width, int height, String seen) {
        byte[] file = Pictures.withOrientation(Pictures.jpeg(64, 48), orientation);

        RgbImage image = read(file);
        RgbImage small = reader.read(BlobSource.of(file), (w, h) -> new ImageFrame(w / 2, h / 2));

        for (RgbImage each : new RgbImage[] {image, small}) {
            assertThat(each.sourceWidth()).isEqualTo(width);
            assertThat(each.sourceHeight()).isEqualTo(height);
            assertQuarters(each, seen.chars().map(ImageReaderTest::colour).toArray());
        }
        assertThat(small.width()).isEqualTo(width / 2);
        assertThat(small.height()).isEqualTo(height / 2);
    }

    private static int colour(int letter) {
        return switch (letter) {
            case 'R' -> Pictures.RED;
            case 'G' -> Pictures.GREEN;
            case 'B' -> Pictures.BLUE;
            default -> Pictures.WHITE;
        };
    }

    @Test
    void alpha_is_dropped_and_not_blended() {
        BufferedImage picture = new BufferedImage(8, 8, BufferedImage.TYPE_INT_ARGB);
        Arrays.setAll(new int[64], i -> {
            picture.setRGB(i % 8, i / 8, 0x40E02010);
            return 0;
        });

        assertThat(pixel(read(Pictures.encode(picture, "png")), 3, 3)).isEqualTo(Pictures.RED);
    }

    @Test
    void grey_levels_are_taken_as_they_are() {
        BufferedImage picture = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setSample(2, 2, 0, 77);

        assertThat(pixel(read(Pictures.encode(picture, "png")), 2, 2)).isEqualTo(0x4D4D4D);
    }

    @Test
    void sixteen_bits_become_eight() {
        BufferedImage grey = new BufferedImage(8, 8, BufferedImage.TYPE_USHORT_GRAY);
        grey.getRaster().setSample(1, 1, 0, 0x4DFF);
        java.awt.image.ComponentColorModel model = new java.awt.image.ComponentColorModel(
                java.awt.color.ColorSpace.getInstance(java.awt.color.ColorSpace.CS_sRGB),
                false,
                false,
                java.awt.Transparency.OPAQUE,
                java.awt.image.DataBuffer.TYPE_USHORT);
        WritableRaster raster = model.createCompatibleWritableRaster(8, 8);
        raster.setPixel(1, 1, new int[] {0xE0AA, 0x20BB, 0x10CC});
        BufferedImage colour = new BufferedImage(model, raster, false, null);

        assertThat(pixel(read(Pictures.encode(grey, "png")), 1, 1)).isEqualTo(0x4D4D4D);
        assertThat(pixel(read(Pictures.encode(colour, "png")), 1, 1)).isEqualTo(Pictures.RED);
    }

    @Test
    void palettes_are_looked_up() {
        IndexColorModel palette = new IndexColorModel(
                2, 4, new byte[] {0, (byte) 0xE0, 0x10, 0x20}, new byte[] {0, 0x20, (byte) 0xC0, 0x30}, new byte[] {
                    0, 0x10, 0x30, (byte) 0xE0
                });
        BufferedImage picture = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_BINARY, palette);
        picture.getRaster().setSample(5, 5, 0, 3);

        assertThat(pixel(read(Pictures.encode(picture, "png")), 5, 5)).isEqualTo(Pictures.BLUE);
    }

    @Test
    void cmyk_jpegs_are_read() throws IOException {
        // 32 x 24, all of C 0, M 255, Y 255, K 0 in Adobe's inverted form, made by the JPEG writer from a raw raster
        byte[] file = CmykJpeg.red(32, 24);

        RgbImage image = read(file);

        assertThat(image.width()).isEqualTo(32);
        int pixel = pixel(image, 10, 10);
        assertThat(pixel >> 16).as("red").isGreaterThan(180);
        assertThat(pixel >> 8 & 0xFF).as("green").isLessThan(90);
        assertThat(pixel & 0xFF).as("blue").isLessThan(90);
    }

    @Test
    void a_photo_scaled_while_reading_is_the_photo_scaled_afterwards() {
        BufferedImage picture = Pictures.quarters(1400, 1050, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        for (int i = 0; i < 60; i++) {
            graphics.setColor(new Color((i * 37) & 255, (i * 91) & 255, (i * 53) & 255));
            graphics.fillOval(i * 20, (i * 67) % 900, 120, 90);
        }
        byte[] file = Pictures.encode(picture, "jpeg");

        RgbImage scaled = reader.read(BlobSource.of(file), (w, h) -> new ImageFrame(512, 384));
        RgbImage afterwards = Resampler.resize(read(file), 512, 384);

        double sum = 0;
        int largest = 0;
        for (int i = 0; i < scaled.pixels().length; i++) {
            int difference = Math.abs((scaled.pixels()[i] & 0xFF) - (afterwards.pixels()[i] & 0xFF));
            largest = Math.max(largest, difference);
            sum += difference;
        }
        assertThat(largest)
                .as("largest difference, at edges of saturated colours, which are cut off before or after")
                .isLessThanOrEqualTo(24);
        assertThat(sum / scaled.pixels().length).as("mean difference in levels").isLessThan(0.5);
        assertThat(scaled.sourceWidth()).isEqualTo(1400);
    }

    @Test
    void a_frame_that_is_larger_leaves_the_pixels_to_whoever_wants_more() {
        RgbImage image = reader.read(BlobSource.of(Pictures.png(64, 48)), (w, h) -> new ImageFrame(1024, 768));

        assertThat(image.width()).isEqualTo(64);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 30, 300, 900})
    void a_file_that_ends_early_is_refused(int length) {
        byte[] jpeg = Pictures.jpeg(200, 150);
        byte[] png = Pictures.png(200, 150);

        assertRefused(Arrays.copyOf(jpeg, Math.min(length, jpeg.length - 40)));
        assertRefused(Arrays.copyOf(png, Math.min(length, png.length - 20)));
    }

    @Test
    void a_jpeg_that_lacks_its_last_quarter_is_refused_whichever_way_it_is_read() {
        byte[] jpeg = Pictures.jpeg(2000, 1500);
        byte[] cut = Arrays.copyOf(jpeg, jpeg.length * 3 / 4);

        assertRefused(cut);
        assertThatThrownBy(() -> reader.read(BlobSource.of(cut), (w, h) -> new ImageFrame(500, 375)))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void bytes_behind_the_end_do_no_harm() {
        byte[] jpeg = Pictures.jpeg(64, 48);

        assertThat(read(Arrays.copyOf(jpeg, jpeg.length + 500)).width()).isEqualTo(64);
    }

    @Test
    void corrupt_pixels_are_refused() {
        byte[] png = Pictures.png(200, 150);
        for (int i = png.length / 2; i < png.length / 2 + 20; i++) {
            png[i] ^= 0x55;
        }

        assertRefused(png);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "<html></html>", "GIF8", "BM", "%PDF-1.7", "RIFFxxxxWEBP", "II*\0"})
    void what_is_no_image_is_refused(String text) {
        assertRefused(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    @Test
    void an_empty_file_is_refused() {
        assertThatThrownBy(() -> reader.verify(BlobSource.of(new byte[0])))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("empty");
    }

    @Test
    void a_pixel_bomb_is_refused_by_its_header() {
        assertThatThrownBy(() -> reader.verify(BlobSource.of(Pictures.pngHeader(100_000, 100_000))))
                .isInstanceOf(TooLargeException.class)
                .hasMessageContaining("100000 x 100000")
                .hasMessageContaining("samui.image.max-pixels");
    }

    @Test
    void limits_on_bytes_and_memory_name_their_keys() {
        ImageReader small = new ImageReader(new ImageLimits(new DataSize(100), null, null));
        ImageReader poor = new ImageReader(new ImageLimits(null, null, new DataSize(20_000)));
        BlobSource file = BlobSource.of(Pictures.png(200, 150));

        assertThatThrownBy(() -> small.verify(file))
                .isInstanceOf(TooLargeException.class)
                .hasMessageContaining("samui.image.max-bytes");
        assertThatThrownBy(() -> poor.verify(file))
                .isInstanceOf(TooLargeException.class)
                .hasMessageContaining("samui.image.decode-budget");
    }

    @Test
    void plugins_are_those_meant_for_each_format() throws IOException {
        Decoders decoders = new Decoders();

        assertThat(decoders.decoderFor(ImageFormat.JPEG, BlobSource.of(Pictures.jpeg(8, 8)))
                        .getClass()
                        .getName())
                .startsWith("com.sun.imageio");
        assertThat(decoders.decoderFor(ImageFormat.JPEG, BlobSource.of(CmykJpeg.red(8, 8)))
                        .getClass()
                        .getName())
                .startsWith("com.twelvemonkeys");
        assertThat(decoders.decoderFor(ImageFormat.WEBP, BlobSource.of(new byte[0]))
                        .getClass()
                        .getName())
                .startsWith("com.twelvemonkeys");
        assertThat(ImageIO.getReaderFormatNames()).contains("webp");
    }

    private void assertRefused(byte[] file) {
        assertThatThrownBy(() -> reader.verify(BlobSource.of(file)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageMatching("(?s).*(Send|end).*");
    }

    private RgbImage read(byte[] file) {
        return reader.read(BlobSource.of(file), ImageFrame::new);
    }

    /** Looks at the middle of each quarter. */
    private static void assertQuarters(RgbImage image, int... colours) {
        for (int i = 0; i < 4; i++) {
            int x = image.width() / 4 + i % 2 * image.width() / 2;
            int y = image.height() / 4 + i / 2 * image.height() / 2;
            int seen = pixel(image, x, y);
            for (int shift = 0; shift <= 16; shift += 8) {
                assertThat(Math.abs((seen >> shift & 0xFF) - (colours[i] >> shift & 0xFF)))
                        .as("quarter %d is %06x, wanted %06x", i, seen, colours[i])
                        .isLessThan(12);
            }
        }
    }

    private static int pixel(RgbImage image, int x, int y) {
        int at = 3 * (y * image.width() + x);
        byte[] p = image.pixels();
        return (p[at] & 0xFF) << 16 | (p[at + 1] & 0xFF) << 8 | (p[at + 2] & 0xFF);
    }
}
