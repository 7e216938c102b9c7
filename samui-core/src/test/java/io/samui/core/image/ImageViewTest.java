package io.samui.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.samui.core.TooLargeException;
import io.samui.core.inference.ImageFrame;
import io.samui.core.spi.DataSize;
import io.samui.core.storage.BlobSource;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Images as browsers see them. */
class ImageViewTest {

    private final ImageReader reader = new ImageReader(ImageLimits.defaults());

    @Test
    void a_view_is_scaled_down_to_its_longer_side_and_never_up() {
        assertThat(FrameChoice.longest(100).frameFor(400, 200)).isEqualTo(new ImageFrame(100, 50));
        assertThat(FrameChoice.longest(100).frameFor(200, 400)).isEqualTo(new ImageFrame(50, 100));
        assertThat(FrameChoice.longest(100).frameFor(100, 100)).isEqualTo(new ImageFrame(100, 100));
        assertThat(FrameChoice.longest(100).frameFor(30, 20)).isEqualTo(new ImageFrame(30, 20));
        assertThat(FrameChoice.longest(100).frameFor(10_000, 3)).isEqualTo(new ImageFrame(100, 1));
    }

    @Test
    void a_view_shows_the_colours_upright() throws IOException {
        byte[] rotated = Pictures.withOrientation(Pictures.jpeg(64, 48), 6);

        BufferedImage seen = view(rotated, 1000);

        assertThat(seen.getWidth()).isEqualTo(48);
        assertThat(seen.getHeight()).isEqualTo(64);
        assertClose(seen.getRGB(12, 16), Pictures.BLUE);
        assertClose(seen.getRGB(36, 16), Pictures.RED);
        assertClose(seen.getRGB(12, 48), Pictures.WHITE);
        assertClose(seen.getRGB(36, 48), Pictures.GREEN);
    }

    @Test
    void a_small_view_shows_the_same() throws IOException {
        BufferedImage seen = view(Pictures.png(640, 480), 64);

        assertThat(seen.getWidth()).isEqualTo(64);
        assertClose(seen.getRGB(16, 12), Pictures.RED);
        assertClose(seen.getRGB(48, 36), Pictures.WHITE);
    }

    @Test
    void pixels_count_as_taken_while_they_are_used() {
        byte[] png = Pictures.png(100, 100);
        long decoded = png.length + 3 * 100 * 100;
        ImageReader poor = new ImageReader(new ImageLimits(null, null, new DataSize(decoded + 40_000)));
        ImageReader rich = new ImageReader(new ImageLimits(null, null, new DataSize(decoded + 70_000)));

        assertThat(poor.read(BlobSource.of(png), ImageFrame::new).width()).isEqualTo(100);
        assertThatThrownBy(() -> poor.read(BlobSource.of(png), ImageFrame::new, 3, RgbImage::width))
                .isInstanceOf(TooLargeException.class)
                .hasMessageContaining("decode-budget");
        assertThat(rich.read(BlobSource.of(png), ImageFrame::new, 3, RgbImage::width))
                .isEqualTo(100);
    }

    private BufferedImage view(byte[] file, int longest) throws IOException {
        byte[] jpeg = reader.read(BlobSource.of(file), FrameChoice.longest(longest), 3, JpegWriter::write);
        assertThat(jpeg).startsWith(0xFF, 0xD8, 0xFF);
        return ImageIO.read(new ByteArrayInputStream(jpeg));
    }

    private static void assertClose(int seen, int wanted) {
        for (int shift = 0; shift <= 16; shift += 8) {
            assertThat(seen >> shift & 0xFF).isCloseTo(wanted >> shift & 0xFF, within(12));
        }
    }
}
