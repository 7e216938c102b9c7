package io.samui.core.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Stored answers of the COCO reference's C code, and of the independent implementation that made the model fixtures. */
class CocoReferenceTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TestFactory
    List<DynamicTest> masks_agree_with_the_reference() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode vector : reference().get("masks")) {
            tests.add(DynamicTest.dynamicTest(vector.get("name").asString(), () -> check(vector)));
        }
        assertThat(tests).hasSizeGreaterThan(20);
        return tests;
    }

    private static void check(JsonNode vector) {
        int height = vector.get("size").get(0).asInt();
        int width = vector.get("size").get(1).asInt();
        byte[] pixels = pixels(vector, width, height);
        BinaryMask mask = BinaryMask.of(width, height, pixels);
        assertThat(mask.counts()).isEqualTo(ints(vector.get("counts")));
        assertThat(mask.area()).isEqualTo(vector.get("area").asInt());
        int[] box = ints(vector.get("bbox"));
        assertThat(mask.bounds()).isEqualTo(new PixelBox(box[0], box[1], box[2], box[3]));
        assertThat(BinaryMask.ofCounts(width, height, ints(vector.get("counts")))
                        .toRowMajor())
                .isEqualTo(pixels);
    }

    private static byte[] pixels(JsonNode vector, int width, int height) {
        byte[] pixels = new byte[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (vector.get("rows").get(i / width).asString().charAt(i % width) - '0');
        }
        return pixels;
    }

    @Test
    void unions_and_overlaps_agree_with_the_reference() throws Exception {
        JsonNode pairs = reference().get("pairs");
        assertThat(pairs).hasSize(10);
        for (JsonNode pair : pairs) {
            int height = pair.get("size").get(0).asInt();
            int width = pair.get("size").get(1).asInt();
            BinaryMask a = BinaryMask.ofCounts(width, height, ints(pair.get("a")));
            BinaryMask b = BinaryMask.ofCounts(width, height, ints(pair.get("b")));
            assertThat(BinaryMask.union(List.of(a, b)).counts()).isEqualTo(ints(pair.get("union")));
            assertThat(a.intersectionArea(b))
                    .isEqualTo(pair.get("intersection_area").asInt());
            assertThat(a.iou(b)).isCloseTo(pair.get("iou").asDouble(), within(1e-15));
            assertThat(b.iou(a)).isEqualTo(a.iou(b));
        }
    }

    @TestFactory
    List<DynamicTest> masks_of_the_model_fixtures_agree() throws Exception {
        File fixtures = new File(System.getProperty("samui.shared.dir", "../shared"), "models/fixtures");
        Assumptions.assumeTrue(fixtures.isDirectory(), "The model fixtures are not here: no " + fixtures);
        List<DynamicTest> tests = new ArrayList<>();
        for (String name : List.of("tiny-sam1", "sam3-colourfinder", "sam3-samexporter", "sam2-samexporter")) {
            JsonNode golden = JSON.readTree(new File(fixtures, name + "/golden.json"));
            tests.add(DynamicTest.dynamicTest(
                    name,
                    () -> assertThat(checkFixture(golden)).as("masks checked").isPositive()));
        }
        return tests;
    }

    /** Fixtures hold a mask's runs beside its area, and some the digest of its pixels row by row. */
    private static int checkFixture(JsonNode node) throws Exception {
        int checked = 0;
        JsonNode rle = node.has("mask_rle") ? node.get("mask_rle") : node.get("rle");
        if (rle != null) {
            checked++;
            int[] counts = ints(rle.get("counts"));
            BinaryMask mask = BinaryMask.ofCounts(
                    rle.get("size").get(1).asInt(), rle.get("size").get(0).asInt(), counts);
            byte[] pixels = mask.toRowMajor();
            assertThat(BinaryMask.of(mask.width(), mask.height(), pixels).counts())
                    .isEqualTo(counts);
            JsonNode area = node.has("mask_area") ? node.get("mask_area") : node.get("area");
            assertThat(mask.area()).isEqualTo(area.asInt());
            if (node.has("mask_sha256_rowmajor_u8")) {
                String digest = HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(pixels));
                assertThat(digest)
                        .isEqualTo(
                                node.get("mask_sha256_rowmajor_u8").asString().toLowerCase(Locale.ROOT));
            }
        } else if (node.has("best_mask_rle")) {
            JsonNode best = node.get("best_mask_rle");
            BinaryMask mask = BinaryMask.ofCounts(
                    best.get("size").get(1).asInt(), best.get("size").get(0).asInt(), ints(best.get("counts")));
            assertThat(mask.area())
                    .isEqualTo(node.get("areas").get(node.get("best").asInt()).asInt());
            checked++;
        }
        for (JsonNode child : node) {
            checked += checkFixture(child);
        }
        return checked;
    }

    private static JsonNode reference() throws Exception {
        try (InputStream in = CocoReferenceTest.class.getResourceAsStream("coco-reference.json")) {
            return JSON.readTree(in);
        }
    }

    private static int[] ints(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .flatMapToInt(node -> IntStream.of(node.asInt()))
                .toArray();
    }
}
