package io.samui.core.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.annotation.AnnotationId;
import io.samui.core.annotation.AnnotationSnapshot.SnapshotPoint;
import io.samui.core.image.RgbImage;
import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.Box;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class OverlayPainterTest {

    private static final int SIDE = 40;

    @Test
    void a_mask_has_the_colour_of_its_instance_and_an_outline() {
        BufferedImage painted = painter(square(10, 20)).alone(SIDE, SIDE);

        assertThat(painted.getRGB(9, 15)).isZero();
        assertThat(painted.getRGB(10, 15)).as("outline").isEqualTo(0xFF << 24 | InstanceColours.of(0));
        assertThat(painted.getRGB(15, 15)).as("inside").isEqualTo(0x80 << 24 | InstanceColours.of(0));
    }

    @Test
    void small_instances_lie_on_large_ones_whatever_their_order() {
        BufferedImage painted = painter(square(18, 4), square(10, 20)).alone(SIDE, SIDE);

        assertThat(painted.getRGB(20, 20) & 0xFFFFFF).isEqualTo(InstanceColours.of(0));
        assertThat(painted.getRGB(14, 14) & 0xFFFFFF).isEqualTo(InstanceColours.of(1));
    }

    @Test
    void the_photo_shows_through_and_stays_where_nothing_is() {
        byte[] grey = new byte[3 * SIDE * SIDE];
        Arrays.fill(grey, (byte) 100);

        BufferedImage painted = painter(square(10, 20)).over(RgbImage.of(SIDE, SIDE, grey));

        assertThat(painted.getRGB(5, 5)).isEqualTo(0xFF646464);
        int red = InstanceColours.of(0) >> 16 & 0xFF;
        assertThat(painted.getRGB(15, 15) >> 16 & 0xFF).isEqualTo((100 + red) / 2);
    }

    @Test
    void boxes_and_points_are_drawn_where_they_are_at_any_size() throws IOException {
        OverlayPainter painter = new OverlayPainter(new OverlayPainter.Scene(
                2 * SIDE,
                2 * SIDE,
                List.of(),
                List.of(new Box(20, 20, 40, 20)),
                List.of(new SnapshotPoint(new AnnotationId(UUID.randomUUID()), 70, 70, true))));

        byte[] png = PicturePng.write(painter.alone(SIDE, SIDE));
        BufferedImage painted = ImageIO.read(new ByteArrayInputStream(png));

        assertThat(painted.getRGB(20, 10)).as("upper edge").isNotZero();
        assertThat(painted.getRGB(20, 15)).as("inside").isZero();
        int point = painted.getRGB(35, 35);
        assertThat(point >> 8 & 0xFF).as("green").isGreaterThan(point >> 16 & 0xFF);
    }

    @Test
    void colours_of_many_instances_all_differ() {
        assertThat(IntStream.range(0, 200).map(InstanceColours::of).distinct().count())
                .isGreaterThan(195);
        assertThat(InstanceColours.of(0)).isEqualTo(0x2F9FEE);
        assertThat(InstanceColours.of(10)).isEqualTo(0x12E258);
    }

    private static OverlayPainter painter(BinaryMask... masks) {
        return new OverlayPainter(new OverlayPainter.Scene(SIDE, SIDE, List.of(masks), List.of(), List.of()));
    }

    private static BinaryMask square(int from, int side) {
        byte[] pixels = new byte[SIDE * SIDE];
        for (int y = from; y < from + side; y++) {
            Arrays.fill(pixels, y * SIDE + from, y * SIDE + from + side, (byte) 1);
        }
        return BinaryMask.of(SIDE, SIDE, pixels);
    }
}
