package io.samui.core.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.annotation.AnnotationId;
import io.samui.core.annotation.AnnotationSnapshot.SnapshotPoint;
import io.samui.core.export.CocoDocument.CocoAnnotation;
import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.Box;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CocoReaderTest {

    private static final List<SnapshotPoint> POINTS =
            List.of(new SnapshotPoint(new AnnotationId(UUID.randomUUID()), 1, 2, true));

    @Test
    void masks_come_back_as_they_were_written() {
        List<BinaryMask> masks = Stream.concat(
                        Stream.of(BinaryMask.empty(40, 30), BinaryMask.full(40, 30)),
                        new Random(5).longs(20).mapToObj(CocoReaderTest::random))
                .toList();

        assertThat(read(document(masks))).isEqualTo(masks);
        assertThat(read(document(List.of()))).isEmpty();
    }

    @Test
    void what_is_damaged_is_told_from_what_is_read() {
        byte[] document = document(List.of(random(1)));

        for (int length : new int[] {0, 1, document.length / 2, document.length - 1}) {
            assertThatThrownBy(() -> read(Arrays.copyOf(document, length)))
                    .as("%s bytes", length)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (String other : List.of(
                "[]",
                "x",
                "{\"annotations\":[{\"segmentation\":{\"counts\":\"abc\",\"size\":[1,1]}}]}",
                "{\"annotations\":[{\"segmentation\":[[1,2,3]]}]}",
                "{\"annotations\":[{\"segmentation\":{\"counts\":[1.5],\"size\":[1,1]}}]}",
                "{\"annotations\":[{\"segmentation\":{\"counts\":[2],\"size\":[1,1]}}]}")) {
            assertThatThrownBy(() -> read(other.getBytes(StandardCharsets.UTF_8)))
                    .as(other)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static List<BinaryMask> read(byte[] document) {
        return CocoReader.masks(new ByteArrayInputStream(document));
    }

    private static byte[] document(List<BinaryMask> masks) {
        return CocoWriter.write(new CocoDocument(
                "id",
                "a \"counts\": [1].png",
                40,
                30,
                masks.stream()
                        .map(mask -> new CocoAnnotation(1, new Box(0.5, 1, 2, 3), mask, 0.25, POINTS))
                        .toList(),
                List.of("segmentation")));
    }

    private static BinaryMask random(long seed) {
        byte[] pixels = new byte[40 * 30];
        Random random = new Random(seed);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.nextInt(2);
        }
        return BinaryMask.of(40, 30, pixels);
    }
}
