package io.samui.rest.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.mask.BinaryMask;
import io.samui.core.testkit.TinySam1;
import io.samui.rest.Answer;
import io.samui.rest.Masks;
import io.samui.rest.TestServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Results to look at, and to compare. The picture is 600 x 420. */
class ResultPictureApiTest {

    @TempDir
    private static Path directory;

    private static TestServer server;

    private static String image;

    /** Of two boxes; then the first of them moved, the second as it was, and a third. */
    private static String before;

    private static String after;

    @BeforeAll
    static void start() {
        server = TestServer.startWithTinyModel(directory);
        image = upload();
        String moved = box(230, 40, 130, 110);
        box(60, 230, 171, 121);
        before = process();
        server.put("/annotations/" + moved, "{\"bbox_x\":225,\"bbox_width\":140}")
                .expect(200);
        box(50, 60, 110, 110);
        after = process();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void each_instance_has_its_mask_as_the_coco_document_has_it() throws IOException {
        JsonNode annotations = server.get("/results/" + before + "/coco").json().get("annotations");
        for (JsonNode annotation : annotations) {
            String path =
                    "/results/" + before + "/instances/" + annotation.get("id").intValue() + "/mask";
            Answer mask = server.get(path).expect(200);

            assertThat(mask.header("content-type")).isEqualTo("image/png");
            BufferedImage picture = picture(mask);
            assertThat(picture.getColorModel().getPixelSize()).isEqualTo(1);
            BinaryMask wanted = Masks.ofRle(annotation.get("segmentation"));
            assertThat(ofBits(picture)).isEqualTo(wanted);
            assertThat(wanted.area()).isPositive();
            assertThat(mask.header("cache-control")).contains("private", "max-age=31536000", "immutable");
            assertThat(server.get(path, "If-None-Match", mask.header("etag"))
                            .expect(304)
                            .bytes())
                    .isEmpty();
        }
        assertThat(annotations.size()).isEqualTo(2);
        server.get("/results/" + before + "/instances/3/mask").expectProblem(404, "has 2 instances");
    }

    @Test
    void an_overlay_paints_each_instance_in_its_own_colour_over_the_image() throws IOException {
        BufferedImage plain = picture(server.get("/images/" + image + "/data"));
        Answer answer = server.get("/results/" + before + "/overlay").expect(200);
        BufferedImage painted = picture(answer);

        assertThat(answer.header("cache-control")).isEqualTo("no-cache");
        assertThat(painted.getWidth()).isEqualTo(600);
        assertThat(painted.getHeight()).isEqualTo(420);
        List<BinaryMask> masks = masks(before);
        int[] inside = middle(masks.get(0));
        assertThat(painted.getRGB(inside[0], inside[1])).isNotEqualTo(plain.getRGB(inside[0], inside[1]));
        assertThat(painted.getRGB(590, 10)).as("where nothing is").isEqualTo(plain.getRGB(590, 10));
        server.get("/results/" + before + "/overlay", "If-None-Match", answer.header("etag"))
                .expect(304);
    }

    @Test
    void without_the_image_an_overlay_is_transparent_where_nothing_is() throws IOException {
        BufferedImage layer = picture(server.get("/results/" + before + "/overlay?background=none&max=300")
                .expect(200));

        assertThat(layer.getWidth()).isEqualTo(300);
        assertThat(layer.getHeight()).isEqualTo(210);
        assertThat(layer.getRGB(295, 5)).isZero();
        List<BinaryMask> masks = masks(before);
        int[] one = middle(masks.get(0));
        int[] two = middle(masks.get(1));
        int first = layer.getRGB(one[0] / 2, one[1] / 2);
        int second = layer.getRGB(two[0] / 2, two[1] / 2);
        assertThat(first >>> 24).isEqualTo(0x80);
        assertThat(second >>> 24).isEqualTo(0x80);
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void a_comparison_matches_instances_and_says_what_changed() {
        JsonNode comparison = server.get("/results/" + before + "/compare/" + after)
                .expect(200)
                .json();

        assertThat(comparison.propertyNames())
                .containsExactly(
                        "a",
                        "b",
                        "image_id",
                        "iou",
                        "instances",
                        "kept_area",
                        "added_area",
                        "removed_area",
                        "difference_mask",
                        "prompts");
        List<BinaryMask> a = masks(before);
        List<BinaryMask> b = masks(after);
        JsonNode pairs = comparison.get("instances");
        assertThat(pairs.size()).isEqualTo(3);
        assertThat(pairs.get(0).get("a").intValue()).isEqualTo(1);
        assertThat(pairs.get(0).get("b").intValue()).isEqualTo(1);
        assertThat(pairs.get(0).get("iou").doubleValue()).isEqualTo(a.get(0).iou(b.get(0)));
        assertThat(pairs.get(1).toString()).isEqualTo("{\"a\":2,\"b\":2,\"iou\":1.0}");
        assertThat(pairs.get(2).toString()).isEqualTo("{\"a\":null,\"b\":3,\"iou\":0.0}");
        BinaryMask all = BinaryMask.union(a);
        BinaryMask later = BinaryMask.union(b);
        assertThat(comparison.get("iou").doubleValue())
                .isEqualTo(all.iou(later))
                .isBetween(0.1, 0.99);
        int kept = all.intersectionArea(later);
        assertThat(comparison.get("kept_area").intValue()).isEqualTo(kept);
        assertThat(comparison.get("added_area").intValue()).isEqualTo(later.area() - kept);
        assertThat(comparison.get("removed_area").intValue()).isEqualTo(all.area() - kept);
        assertThat(Masks.ofRle(comparison.get("difference_mask")).area())
                .isEqualTo(later.area() + all.area() - 2 * kept);

        JsonNode prompts = comparison.get("prompts");
        assertThat(prompts.get("same").booleanValue()).isFalse();
        assertThat(prompts.get("same_text").booleanValue()).isTrue();
        assertThat(prompts.get("boxes").get("kept").size()).isEqualTo(1);
        assertThat(prompts.get("boxes").get("removed").get(0).get("bbox_x").intValue())
                .isEqualTo(230);
        assertThat(prompts.get("boxes").get("added").size()).isEqualTo(2);
        assertThat(prompts.get("points").toString()).isEqualTo("{\"kept\":[],\"added\":[],\"removed\":[]}");
    }

    @Test
    void a_result_equals_itself() {
        JsonNode comparison = server.get("/results/" + after + "/compare/" + after)
                .expect(200)
                .json();

        assertThat(comparison.get("iou").doubleValue()).isEqualTo(1);
        assertThat(comparison.get("prompts").get("same").booleanValue()).isTrue();
        assertThat(comparison.get("added_area").intValue()).isZero();
        assertThat(comparison.get("instances").values())
                .allSatisfy(pair -> assertThat(pair.get("a")).isEqualTo(pair.get("b")));
    }

    @Test
    void the_difference_is_painted() throws IOException {
        String path = "/results/" + before + "/compare/" + after + "/difference";
        Answer answer = server.get(path).expect(200);
        BufferedImage picture = picture(answer);

        int[] kept = middle(masks(before).get(1));
        int[] added = middle(masks(after).get(2));
        assertThat(picture.getRGB(590, 10)).isZero();
        assertThat(picture.getRGB(kept[0], kept[1])).isEqualTo(0x803B6FB5);
        assertThat(picture.getRGB(added[0], added[1])).isEqualTo(0xD063D471);
        BufferedImage back = picture(server.get("/results/" + after + "/compare/" + before + "/difference"));
        assertThat(back.getRGB(added[0], added[1])).isEqualTo(0xD0B3261E);
        assertThat(picture(server.get(path + "?max=60").expect(200)).getWidth()).isEqualTo(60);
        assertThat(answer.header("cache-control")).isEqualTo("no-cache");
        server.get(path, "If-None-Match", answer.header("etag")).expect(304);
    }

    @Test
    void results_of_different_images_are_not_compared() {
        String first = image;
        try {
            image = upload();
            box(230, 40, 130, 110);
            String other = process();

            server.get("/results/" + before + "/compare/" + other).expectProblem(400, "two of one image");
            server.get("/results/" + before + "/compare/" + other + "/difference")
                    .expectProblem(400, "two of one image");
        } finally {
            image = first;
        }
        server.get("/results/" + before + "/compare/" + UUID.randomUUID()).expectProblem(404, "Result not found");
        server.get("/results/" + UUID.randomUUID() + "/overlay", "Accept", "image/*")
                .expectProblem(404, "Result not found");
    }

    private static List<BinaryMask> masks(String result) {
        return server.get("/results/" + result + "/coco").json().get("annotations").values().stream()
                .map(annotation -> Masks.ofRle(annotation.get("segmentation")))
                .toList();
    }

    /** A pixel well inside: the middle of its box. */
    private static int[] middle(BinaryMask mask) {
        int x = mask.bounds().x() + mask.bounds().width() / 2;
        int y = mask.bounds().y() + mask.bounds().height() / 2;
        assertThat(mask.get(x, y)).isTrue();
        return new int[] {x, y};
    }

    private static BinaryMask ofBits(BufferedImage picture) {
        int[] bits = picture.getRaster().getPixels(0, 0, picture.getWidth(), picture.getHeight(), (int[]) null);
        byte[] pixels = new byte[bits.length];
        for (int i = 0; i < bits.length; i++) {
            pixels[i] = (byte) bits[i];
        }
        return BinaryMask.of(picture.getWidth(), picture.getHeight(), pixels);
    }

    private static BufferedImage picture(Answer answer) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(answer.bytes()));
    }

    private static String upload() {
        return server.upload("shapes.png", "image/png", TinySam1.picture())
                .expect(201)
                .field("id");
    }

    private static String box(int x, int y, int width, int height) {
        return server.post(
                        "/annotations",
                        "{\"image_id\":\"" + image + "\",\"bbox_x\":" + x + ",\"bbox_y\":" + y + ",\"bbox_width\":"
                                + width + ",\"bbox_height\":" + height + "}")
                .expect(201)
                .field("id");
    }

    /** The id of its newest result after a job. */
    private static String process() {
        String job = server.post("/jobs", "{\"image_ids\":[\"" + image + "\"]}")
                .expect(201)
                .field("id");
        assertThat(server.ended(job).get("status").stringValue()).isEqualTo("completed");
        return server.get("/images/" + image + "/history")
                .json()
                .get(0)
                .get("id")
                .stringValue();
    }
}
