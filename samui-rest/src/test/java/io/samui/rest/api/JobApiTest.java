package io.samui.rest.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.mask.BinaryMask;
import io.samui.core.testkit.TinySam1;
import io.samui.rest.Answer;
import io.samui.rest.Masks;
import io.samui.rest.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class JobApiTest {

    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";

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
        image = server.upload("shapes.v1.png", "image/png", TinySam1.picture())
                .expect(201)
                .field("id");
    }

    @Test
    void a_job_is_answered_as_it_was_queued() {
        box(230, 40, 130, 110);

        Answer answer = submit("inside_box", false, image).expect(201);

        JsonNode job = answer.json();
        assertThat(job.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "mode",
                        "status",
                        "image_ids",
                        "image_filenames",
                        "current_index",
                        "created_at",
                        "started_at",
                        "completed_at",
                        "error",
                        "image_count",
                        "is_running",
                        "processed_count",
                        "current_image_filename",
                        "parameters",
                        "succeeded_count",
                        "failed_count",
                        "skipped_count",
                        "cancelled_count",
                        "cancel_requested",
                        "queue_position",
                        "interrupted",
                        "model_id",
                        "retry_of",
                        "phase",
                        "throughput",
                        "estimated_completion_at");
        assertThat(answer.field("mode")).isEqualTo("inside_box");
        assertThat(answer.field("status")).isEqualTo("queued");
        assertThat(texts(job.get("image_ids"))).containsExactly(image);
        assertThat(texts(job.get("image_filenames"))).containsExactly("shapes.v1.png");
        assertThat(job.get("image_count").intValue()).isEqualTo(1);
        assertThat(job.get("current_index").intValue()).isZero();
        assertThat(job.get("is_running").booleanValue()).isFalse();
        assertThat(job.get("started_at").isNull()).isTrue();
        assertThat(job.get("completed_at").isNull()).isTrue();
        assertThat(answer.field("created_at")).matches(TIME);
        server.ended(answer.field("id"));
    }

    @Test
    void a_job_runs_through_and_says_so() {
        box(230, 40, 130, 110);

        JsonNode job = run("inside_box", false);

        assertThat(job.get("status").stringValue()).isEqualTo("completed");
        assertThat(job.get("processed_count").intValue()).isEqualTo(1);
        assertThat(job.get("current_index").intValue()).isEqualTo(1);
        assertThat(job.get("image_count").intValue()).isEqualTo(1);
        assertThat(job.get("is_running").booleanValue()).isFalse();
        assertThat(job.get("error").isNull()).isTrue();
        assertThat(job.get("current_image_filename").isNull()).isTrue();
        assertThat(job.get("started_at").stringValue()).matches(TIME);
        assertThat(job.get("completed_at").stringValue()).matches(TIME);
        assertThat(server.get("/jobs").expect(200).json().get(0)).isEqualTo(job);
    }

    @Test
    void the_history_says_what_was_made_of_what() {
        String first = box(230, 40, 130, 110);
        String second = box(60, 230, 171, 121);
        JsonNode job = run("inside_box", false);

        JsonNode history =
                server.get("/images/" + image + "/history").expect(200).json();

        assertThat(history.size()).isEqualTo(1);
        JsonNode entry = history.get(0);
        assertThat(entry.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "job_id",
                        "image_id",
                        "mode",
                        "processed_at",
                        "annotation_ids",
                        "text_prompt_used",
                        "point_count",
                        "bboxes",
                        "mask_blob_path",
                        "scores",
                        "instance_count",
                        "model_id",
                        "model_digest",
                        "backend",
                        "device",
                        "parameters",
                        "timings",
                        "snapshot");
        assertThat(entry.get("job_id")).isEqualTo(job.get("id"));
        assertThat(entry.get("image_id").stringValue()).isEqualTo(image);
        assertThat(entry.get("mode").stringValue()).isEqualTo("inside_box");
        assertThat(entry.get("processed_at").stringValue()).matches(TIME);
        assertThat(texts(entry.get("annotation_ids"))).containsExactly(first, second);
        assertThat(List.of("text_prompt_used", "point_count", "bboxes"))
                .allSatisfy(name -> assertThat(entry.get(name).isNull()).isTrue());
        assertThat(entry.get("mask_blob_path").stringValue())
                .isEqualTo("masks/" + entry.get("id").stringValue() + ".png");
        assertThat(server.blobs()).contains(entry.get("mask_blob_path").stringValue());
        assertThat(server.get("/images/history?mode=inside_box").json().get(0)).isEqualTo(entry);
        assertThat(server.get("/images/" + image + "/history?mode=point").json().size())
                .isZero();
    }

    @Test
    void the_mask_is_the_golden_one() {
        box(230, 40, 130, 110);
        run("inside_box", false);
        String result = latest("inside_box").get("id").stringValue();

        Answer mask = server.get("/results/" + result + "/mask").expect(200);

        assertThat(mask.header("content-type")).isEqualTo("image/png");
        assertThat(mask.header("content-length")).isEqualTo(String.valueOf(mask.bytes().length));
        assertThat(mask.header("cache-control")).contains("immutable");
        BinaryMask golden = golden("box_blue_rect");
        assertThat(Masks.ofPng(mask.bytes()).iou(golden)).isGreaterThanOrEqualTo(0.995);
        Answer latest = server.get("/process/mask/" + image).expect(200);
        assertThat(latest.bytes()).isEqualTo(mask.bytes());
        assertThat(latest.header("cache-control")).isEqualTo("no-cache");
        server.get("/process/mask/" + image, "If-None-Match", latest.header("etag"))
                .expect(304);
    }

    @Test
    void the_export_is_coco_json_with_a_mask_per_box() {
        box(230, 40, 130, 110);
        box(60, 230, 171, 121);
        run("inside_box", false);

        Answer export = server.get("/process/export/" + image).expect(200);

        assertThat(export.header("content-type")).isEqualTo("application/json");
        assertThat(export.header("content-disposition")).isEqualTo("attachment; filename=\"shapes.v1_coco.json\"");
        JsonNode coco = export.json();
        JsonNode entry = coco.get("images").get(0);
        assertThat(entry.get("id").stringValue()).isEqualTo(image);
        assertThat(entry.get("width").intValue()).isEqualTo(600);
        assertThat(entry.get("height").intValue()).isEqualTo(420);
        JsonNode categories = coco.get("categories");
        assertThat(categories.size()).isEqualTo(1);
        assertThat(categories.get(0).get("id").intValue()).isEqualTo(1);
        assertThat(categories.get(0).get("name").stringValue()).isEqualTo("object");
        JsonNode annotations = coco.get("annotations");
        assertThat(annotations.size()).isEqualTo(2);
        assertThat(annotations.get(0).get("id").intValue()).isEqualTo(1);
        assertThat(annotations.get(1).get("id").intValue()).isEqualTo(2);
        assertThat(numbers(annotations.get(0).get("bbox"))).containsExactly(230, 40, 130, 110);
        BinaryMask first = Masks.ofRle(annotations.get(0).get("segmentation"));
        BinaryMask second = Masks.ofRle(annotations.get(1).get("segmentation"));
        assertThat(annotations.get(0).get("area").intValue()).isEqualTo((int) first.area());
        assertThat(first.iou(golden("box_blue_rect"))).isGreaterThanOrEqualTo(0.995);
        assertThat(second.iou(golden("box_green_ellipse"))).isGreaterThanOrEqualTo(0.995);
        BinaryMask union = Masks.ofPng(server.get("/process/mask/" + image).bytes());
        assertThat(BinaryMask.union(List.of(first, second))).isEqualTo(union);
    }

    @Test
    void points_give_one_mask_and_know_their_number() {
        String first = point(105, 115, true);
        String second = point(480, 300, true);

        run("point", false);

        JsonNode entry = latest("point");
        assertThat(entry.get("point_count").intValue()).isEqualTo(2);
        assertThat(texts(entry.get("annotation_ids"))).containsExactly(first, second);
        assertThat(Masks.ofPng(server.get("/process/mask/" + image + "?mode=point")
                                .expect(200)
                                .bytes())
                        .iou(golden("two_points_two_discs")))
                .isGreaterThanOrEqualTo(0.995);
        JsonNode annotation = server.get("/process/export/" + image + "?mode=point")
                .json()
                .get("annotations")
                .get(0);
        assertThat(annotation.get("point_prompts").size()).isEqualTo(2);
        server.get("/process/mask/" + image).expectProblem(404, "inside_box");
    }

    @Test
    void only_what_changed_is_processed_again() {
        box(230, 40, 130, 110);
        String first = run("inside_box", false).get("id").stringValue();

        submit("inside_box", false, image).expectProblem(400, "No images need processing");
        String forced = run("inside_box", true).get("id").stringValue();
        submit("inside_box", false, image).expectProblem(400, "No images need processing");
        box(60, 230, 171, 121);
        String changed = run("inside_box", false).get("id").stringValue();

        JsonNode history = server.get("/images/" + image + "/history").json();
        assertThat(history.values())
                .extracting(entry -> entry.get("job_id").stringValue())
                .containsExactly(changed, forced, first);
    }

    @Test
    void a_submission_that_leaves_nothing_to_do_says_why() {
        String unknown = UUID.randomUUID().toString();

        submit("inside_box", false, unknown).expectProblem(400, "No valid image IDs provided");
        submit("inside_box", true, unknown).expectProblem(400, "No valid image IDs provided");
        submit("inside_box", false, image).expectProblem(400, "No images need processing");
        submit("inside_box", true, image).expectProblem(400, "No images need processing");
        server.post("/jobs", "{\"image_ids\":[]}").expectProblem(400, "image_ids is empty");
        server.post("/jobs", "{}").expectProblem(400, "image_ids is required");
        submit("find_all", false, image).expectProblem(400, "does not have the mode find_all");
        submit("find_all", false, image).expectProblem(400, "inside_box, point");
        submit("outside", false, image).expectProblem(400, "mode must be one of");
    }

    @Test
    void unknown_images_are_left_out_and_doubled_ones_count_once() {
        box(230, 40, 130, 110);

        Answer job = submit("inside_box", false, image, UUID.randomUUID().toString(), image)
                .expect(201);

        assertThat(texts(job.json().get("image_ids"))).containsExactly(image);
        assertThat(server.ended(job.field("id")).get("processed_count").intValue())
                .isEqualTo(1);
    }

    @Test
    void the_mode_is_inside_box_where_none_is_named() {
        box(230, 40, 130, 110);

        Answer job = server.post("/jobs", "{\"image_ids\":[\"" + image + "\"]}").expect(201);

        assertThat(job.field("mode")).isEqualTo("inside_box");
        server.ended(job.field("id"));
    }

    @Test
    void a_limited_list_of_jobs_leaves_the_images_out() {
        box(230, 40, 130, 110);
        run("inside_box", false);
        run("inside_box", true);

        Answer page = server.get("/jobs?limit=1").expect(200);

        assertThat(page.json().size()).isEqualTo(1);
        assertThat(page.json().get(0).propertyNames()).doesNotContain("image_ids", "image_filenames");
        assertThat(page.json().get(0).get("image_count").intValue()).isEqualTo(1);
        assertThat(page.header("link")).contains("/jobs?limit=1&cursor=");
        String newest = page.json().get(0).get("id").stringValue();
        assertThat(server.get("/jobs").json().get(0).get("id").stringValue()).isEqualTo(newest);
    }

    @Test
    void a_limited_history_goes_on_in_its_mode() {
        point(105, 115, true);
        run("point", false);
        run("point", true);

        Answer page = server.get("/images/history?mode=point&limit=1").expect(200);

        String link = page.header("link");
        assertThat(link).contains("/images/history?mode=point&limit=1&cursor=");
        Answer next = server.get(link.substring(1, link.indexOf('>'))).expect(200);
        assertThat(next.json().get(0).get("mode").stringValue()).isEqualTo("point");
        assertThat(next.json().get(0).get("id")).isNotEqualTo(page.json().get(0).get("id"));
    }

    @Test
    void a_deleted_image_takes_its_results_along_and_its_jobs_stay() {
        box(230, 40, 130, 110);
        JsonNode job = run("inside_box", false);
        JsonNode entry = latest("inside_box");

        server.delete("/images/" + image).expect(204);

        server.get("/results/" + entry.get("id").stringValue() + "/mask").expectProblem(404, "Result not found");
        assertThat(server.blobs())
                .noneMatch(name -> name.contains(entry.get("id").stringValue()));
        assertThat(server.get("/jobs/" + job.get("id").stringValue())
                        .expect(200)
                        .json())
                .isEqualTo(job);
    }

    @Test
    void unknown_jobs_and_results_are_404() {
        server.get("/jobs/" + UUID.randomUUID()).expectProblem(404, "Job not found");
        server.get("/results/" + UUID.randomUUID() + "/mask").expectProblem(404, "Result not found");
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

    private static Answer submit(String mode, boolean force, String... images) {
        return server.post(
                "/jobs",
                "{\"image_ids\":[\"" + String.join("\",\"", images) + "\"],\"mode\":\"" + mode + "\",\"force_all\":"
                        + force + "}");
    }

    private JsonNode run(String mode, boolean force) {
        JsonNode ended = server.ended(submit(mode, force, image).expect(201).field("id"));
        assertThat(ended.get("status").stringValue()).as(ended.toString()).isEqualTo("completed");
        return ended;
    }

    private JsonNode latest(String mode) {
        return server.get("/images/" + image + "/history?mode=" + mode)
                .expect(200)
                .json()
                .get(0);
    }

    private static List<String> texts(JsonNode list) {
        return list.values().stream().map(JsonNode::stringValue).toList();
    }

    private static List<Integer> numbers(JsonNode list) {
        return list.values().stream().map(JsonNode::intValue).toList();
    }

    private static BinaryMask golden(String name) {
        JsonNode found = StreamSupport.stream(TinySam1.golden().get("cases").spliterator(), false)
                .filter(one -> one.get("name").stringValue().equals(name))
                .findFirst()
                .orElseThrow();
        return Masks.ofRle(found.get("expected").get("mask_rle"));
    }
}
