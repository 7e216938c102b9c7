package io.samui.rest.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.testkit.TinySam1;
import io.samui.rest.Answer;
import io.samui.rest.TestServer;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a result says of itself. */
class ResultApiTest {

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
    void uploadThePicture() {
        image = server.upload("shapes.png", "image/png", TinySam1.picture())
                .expect(201)
                .field("id");
    }

    @Test
    void an_entry_says_with_what_it_was_made() {
        box(230, 40, 130, 110);
        box(60, 230, 171, 121);
        JsonNode entry = process("inside_box");

        assertThat(entry.get("instance_count").intValue()).isEqualTo(2);
        assertThat(entry.get("scores").values())
                .hasSize(2)
                .allSatisfy(score -> assertThat(score.doubleValue()).isBetween(0.0, 1.0));
        assertThat(entry.get("model_id").stringValue()).isEqualTo("tiny-sam1");
        assertThat(entry.get("model_digest").stringValue()).hasSizeGreaterThan(20);
        assertThat(entry.get("backend").stringValue()).startsWith("onnxruntime ");
        assertThat(entry.get("device").stringValue()).isEqualTo("cpu");
        assertThat(entry.get("parameters").propertyNames())
                .containsExactly("score_threshold", "mask_threshold", "duplicate_iou", "speck_area", "hole_area");
        assertThat(entry.get("parameters").get("score_threshold").doubleValue()).isEqualTo(0.5);
        assertThat(entry.get("timings").propertyNames())
                .containsExactly("read_ms", "encode_ms", "decode_ms", "postprocess_ms", "store_ms");
        assertThat(entry.get("timings").get("decode_ms").doubleValue()).isPositive();
    }

    @Test
    void an_entry_says_from_what_it_was_made_whatever_became_of_it() {
        String moved = box(230, 40, 130, 110);
        String deleted = box(60, 230, 171, 121);
        process("inside_box");
        server.put("/annotations/" + moved, "{\"bbox_x\":0}").expect(200);
        server.delete("/annotations/" + deleted).expect(204);

        JsonNode snapshot = entry("inside_box").get("snapshot");

        assertThat(snapshot.propertyNames()).containsExactly("image_digest", "boxes", "points", "text_prompt");
        assertThat(snapshot.get("image_digest").stringValue()).matches("[0-9a-f]{64}");
        assertThat(snapshot.get("boxes").toString())
                .isEqualTo("[" + snapshotBox(moved, "230", "40", "130", "110") + ","
                        + snapshotBox(deleted, "60", "230", "171", "121") + "]");
        assertThat(snapshot.get("points").size()).isZero();
        assertThat(snapshot.get("text_prompt").isNull()).isTrue();
    }

    @Test
    void a_result_of_points_keeps_their_signs() {
        String positive = point(105, 115, true);
        String negative = point(480, 300, false);

        JsonNode entry = process("point");

        assertThat(entry.get("instance_count").intValue()).isEqualTo(1);
        assertThat(entry.get("snapshot").get("points").toString())
                .isEqualTo(
                        "[{\"id\":\"" + positive + "\",\"point_x\":105,\"point_y\":115,\"is_positive\":true},{\"id\":\""
                                + negative + "\",\"point_x\":480,\"point_y\":300,\"is_positive\":false}]");
        assertThat(entry.get("snapshot").get("boxes").size()).isZero();
    }

    @Test
    void a_result_is_got_by_its_id_as_the_history_shows_it() {
        box(230, 40, 130, 110);
        JsonNode entry = process("inside_box");
        String path = "/results/" + entry.get("id").stringValue();

        assertThat(server.get(path).expect(200).json()).isEqualTo(entry);
        assertThat(server.get("/images/history").json().get(0)).isEqualTo(entry);

        server.get("/results/" + UUID.randomUUID()).expectProblem(404, "Result not found");
        server.get("/results/7").expectProblem(400, "UUID");
        server.delete("/images/" + image).expect(204);
        server.get(path).expectProblem(404, "Result not found");
        server.get(path + "/coco").expectProblem(404, "Result not found");
    }

    @Test
    void the_coco_document_of_a_result_stays_when_there_is_a_newer_one() {
        box(230, 40, 130, 110);
        String path = "/results/" + process("inside_box").get("id").stringValue() + "/coco";
        Answer coco = server.get(path).expect(200);
        byte[] exported = server.get("/process/export/" + image).expect(200).bytes();
        box(60, 230, 171, 121);
        process("inside_box");

        Answer later = server.get(path).expect(200);

        assertThat(coco.bytes()).isEqualTo(exported);
        assertThat(later.bytes()).isEqualTo(exported);
        assertThat(server.get("/process/export/" + image).bytes()).isNotEqualTo(exported);
        assertThat(coco.header("content-type")).isEqualTo("application/json");
        assertThat(coco.header("cache-control")).contains("private", "max-age=31536000", "immutable");
        assertThat(server.get(path, "If-None-Match", coco.header("etag"))
                        .expect(304)
                        .bytes())
                .isEmpty();
        server.get("/results/" + UUID.randomUUID() + "/coco").expectProblem(404, "Result not found");
    }

    private static String snapshotBox(String id, String... numbers) {
        return "{\"id\":\"%s\",\"bbox_x\":%s,\"bbox_y\":%s,\"bbox_width\":%s,\"bbox_height\":%s,\"prompt_type\":\"segment\"}"
                .formatted(id, numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    private String box(int x, int y, int width, int height) {
        return server.post(
                        "/annotations",
                        "{\"image_id\":\"" + image + "\",\"bbox_x\":" + x + ",\"bbox_y\":" + y + ",\"bbox_width\":"
                                + width + ",\"bbox_height\":" + height + "}")
                .expect(201)
                .field("id");
    }

    private String point(int x, int y, boolean positive) {
        return server.post(
                        "/point-annotations",
                        "{\"image_id\":\"" + image + "\",\"point_x\":" + x + ",\"point_y\":" + y + ",\"is_positive\":"
                                + positive + "}")
                .expect(201)
                .field("id");
    }

    /** Its newest entry after a job. */
    private JsonNode process(String mode) {
        String job = server.post("/jobs", "{\"image_ids\":[\"" + image + "\"],\"mode\":\"" + mode + "\"}")
                .expect(201)
                .field("id");
        assertThat(server.ended(job).get("status").stringValue()).isEqualTo("completed");
        return entry(mode);
    }

    private JsonNode entry(String mode) {
        return server.get("/images/" + image + "/history?mode=" + mode)
                .expect(200)
                .json()
                .get(0);
    }
}
