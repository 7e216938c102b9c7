package io.samui.rest.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.mask.BinaryMask;
import io.samui.core.testkit.TinySam1;
import io.samui.rest.Answer;
import io.samui.rest.Masks;
import io.samui.rest.TestServer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class MaskPreviewApiTest {

    private static final String BOX = "{\"x\":230,\"y\":40,\"width\":130,\"height\":110}";
    private static final String OTHER_BOX = "{\"x\":60,\"y\":230,\"width\":171,\"height\":121}";

    @TempDir
    private static Path directory;

    private static TestServer server;

    private String image;

    @BeforeAll
    static void start() {
        server = TestServer.startWithTinyModel(directory);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void upload() {
        image = server.upload("shapes.png", "image/png", TinySam1.picture())
                .expect(201)
                .field("id");
    }

    @Test
    void a_preview_of_boxes_is_what_a_job_makes_of_them() {
        Answer answer = preview("{\"boxes\":[" + BOX + "," + OTHER_BOX + "]}").expect(200);
        JsonNode preview = answer.json();

        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(preview.propertyNames())
                .containsExactly("image_id", "mode", "width", "height", "instances", "cached", "timings");
        assertThat(preview.get("image_id").stringValue()).isEqualTo(image);
        assertThat(preview.get("mode").stringValue()).isEqualTo("inside_box");
        assertThat(preview.get("width").intValue()).isEqualTo(600);
        assertThat(preview.get("height").intValue()).isEqualTo(420);
        for (String box : List.of(BOX, OTHER_BOX)) {
            save(box);
        }
        JsonNode made = process("inside_box");
        assertThat(masks(preview.get("instances"))).isEqualTo(masks(made)).hasSize(2);
        JsonNode first = preview.get("instances").get(0);
        assertThat(first.propertyNames()).containsExactly("score", "bbox", "area", "segmentation");
        BinaryMask mask = Masks.ofRle(first.get("segmentation"));
        assertThat(first.get("area").intValue()).isEqualTo(mask.area()).isPositive();
        assertThat(first.get("bbox").get(2).doubleValue())
                .isEqualTo(mask.bounds().width());
    }

    @Test
    void a_preview_of_points_is_what_a_job_makes_of_them() {
        String points = "{\"x\":105,\"y\":115},{\"x\":480,\"y\":300,\"is_positive\":false}";
        JsonNode preview = preview("{\"mode\":\"point\",\"points\":[" + points + "],\"boxes\":[" + BOX + "]}")
                .expect(200)
                .json();

        server.post("/point-annotations", "{\"image_id\":\"" + image + "\",\"point_x\":105,\"point_y\":115}")
                .expect(201);
        server.post(
                        "/point-annotations",
                        "{\"image_id\":\"" + image + "\",\"point_x\":480,\"point_y\":300,\"is_positive\":false}")
                .expect(201);
        assertThat(masks(preview.get("instances")))
                .isEqualTo(masks(process("point")))
                .hasSize(1);
    }

    @Test
    void a_preview_stores_nothing_and_asks_nothing_that_is_stored() {
        save(OTHER_BOX);
        List<String> before = server.everythingStored();

        JsonNode preview = preview("{\"boxes\":[" + BOX + "]}").expect(200).json();

        assertThat(preview.get("instances").size()).isEqualTo(1);
        assertThat(server.everythingStored()).isEqualTo(before);
    }

    @Test
    void the_image_is_encoded_once_and_then_answers_from_memory() {
        byte[] other = TinySam1.picture();
        other = Arrays.copyOf(other, other.length + 1); // a byte behind the end: another digest
        String fresh =
                server.upload("other.png", "image/png", other).expect(201).field("id");

        JsonNode first = preview(fresh, "{\"boxes\":[" + BOX + "]}").expect(200).json();
        JsonNode second =
                preview(fresh, "{\"boxes\":[" + OTHER_BOX + "]}").expect(200).json();

        assertThat(first.get("cached").booleanValue()).isFalse();
        assertThat(first.get("timings").get("encode_ms").doubleValue()).isPositive();
        assertThat(second.get("cached").booleanValue()).isTrue();
        assertThat(second.get("timings").propertyNames())
                .containsExactly("read_ms", "encode_ms", "decode_ms", "masks_ms");
        assertThat(second.get("timings").get("encode_ms").doubleValue()).isZero();
        assertThat(second.get("timings").get("decode_ms").doubleValue()).isPositive();
    }

    @Test
    void parameters_count_as_in_a_job() {
        JsonNode loose = preview("{\"boxes\":[" + BOX + "],\"parameters\":{\"mask_threshold\":-100}}")
                .expect(200)
                .json();
        JsonNode strict = preview("{\"boxes\":[" + BOX + "],\"parameters\":{\"mask_threshold\":1000}}")
                .expect(200)
                .json();

        assertThat(loose.get("instances").get(0).get("area").intValue()).isGreaterThan(14_000);
        assertThat(strict.get("instances").get(0).get("area").intValue()).isZero();
        assertThat(strict.get("instances").get(0).get("bbox").toString()).isEqualTo("[0.0,0.0,0.0,0.0]");
    }

    @Test
    void an_image_that_is_not_there_has_no_preview() {
        preview(UUID.randomUUID().toString(), "{\"boxes\":[" + BOX + "]}").expectProblem(404, "Image not found");
    }

    @Test
    void without_a_usable_model_a_preview_says_how_to_add_one(@TempDir Path bare) {
        try (TestServer without = TestServer.start(bare, "--samui.inference.model=absent")) {
            String id = without.upload("shapes.png", "image/png", TinySam1.picture())
                    .expect(201)
                    .field("id");
            without.post("/images/" + id + "/preview", "{\"boxes\":[" + BOX + "]}")
                    .expectProblem(400, "There is no model \"absent\"");
        }
    }

    private void save(String box) {
        String fields = box.substring(1).replaceAll("\"(\\w+)\":", "\"bbox_$1\":");
        server.post("/annotations", "{\"image_id\":\"" + image + "\"," + fields).expect(201);
    }

    private Answer preview(String json) {
        return preview(image, json);
    }

    private static Answer preview(String image, String json) {
        return server.post("/images/" + image + "/preview", json);
    }

    private static List<BinaryMask> masks(JsonNode annotations) {
        return annotations.values().stream()
                .map(annotation -> Masks.ofRle(annotation.get("segmentation")))
                .toList();
    }

    /** The annotations of its COCO document. */
    private JsonNode process(String mode) {
        String job = server.post("/jobs", "{\"image_ids\":[\"" + image + "\"],\"mode\":\"" + mode + "\"}")
                .expect(201)
                .field("id");
        assertThat(server.ended(job).get("status").stringValue()).isEqualTo("completed");
        return server.get("/process/export/" + image + "?mode=" + mode).json().get("annotations");
    }
}
