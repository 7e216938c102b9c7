package io.samui.rest.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.rest.Answer;
import io.samui.rest.TestImages;
import io.samui.rest.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Previews, parameters, and submissions that are made once. */
class SubmissionApiTest {

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
    void uploadWithBox() {
        image = upload();
        box(20);
    }

    @Test
    void a_preview_says_which_images_a_job_takes_and_why() {
        String empty = upload();
        String unknown = UUID.randomUUID().toString();
        List<String> before = server.everythingStored();

        JsonNode preview = server.post("/jobs/preview", body(List.of(empty, unknown, image), ""))
                .expect(200)
                .json();

        assertThat(server.everythingStored()).isEqualTo(before);
        assertThat(preview.propertyNames()).containsExactly("images", "totals");
        JsonNode first = preview.get("images").get(0);
        assertThat(first.propertyNames())
                .containsExactlyInAnyOrder("image_id", "filename", "needs_processing", "reason", "sentence");
        assertThat(first.get("image_id").stringValue()).isEqualTo(empty);
        assertThat(first.get("filename").stringValue()).isEqualTo("photo.png");
        assertThat(first.get("needs_processing").booleanValue()).isFalse();
        assertThat(first.get("reason").stringValue()).isEqualTo("NOTHING_TO_PROCESS");
        assertThat(first.get("sentence").stringValue()).isEqualTo("there is nothing to process in this mode");
        JsonNode second = preview.get("images").get(1);
        assertThat(second.get("image_id").stringValue()).isEqualTo(image);
        assertThat(second.get("needs_processing").booleanValue()).isTrue();
        assertThat(second.get("reason").stringValue()).isEqualTo("NEVER_PROCESSED");
        JsonNode totals = preview.get("totals");
        assertThat(totals.get("images").intValue()).isEqualTo(2);
        assertThat(totals.get("need_processing").intValue()).isEqualTo(1);
        assertThat(totals.get("unknown").intValue()).isEqualTo(1);
        assertThat(totals.get("unknown_image_ids").get(0).stringValue()).isEqualTo(unknown);
        assertThat(totals.get("reasons").get("NEVER_PROCESSED").intValue()).isEqualTo(1);
        assertThat(totals.get("reasons").get("NOTHING_TO_PROCESS").intValue()).isEqualTo(1);
        assertThat(totals.get("reasons").size()).isEqualTo(2);
    }

    @Test
    void where_nothing_is_to_be_done_a_preview_is_still_an_answer() {
        run("");

        assertThat(reason("")).isEqualTo("UP_TO_DATE");
        box(60);
        assertThat(reason("")).isEqualTo("ANNOTATIONS_CHANGED");
    }

    @Test
    void a_preview_of_a_request_that_is_wrong_is_refused() {
        server.post("/jobs/preview", "{\"image_ids\":[]}").expectProblem(400, "image_ids is empty");
        server.post("/jobs/preview", "{}").expectProblem(400, "image_ids is required");
        server.post("/jobs/preview", body(List.of(image), ",\"mode\":\"outside\""))
                .expectProblem(400, "mode must be one of");
        server.post("/jobs/preview", body(List.of(image), ",\"mode\":\"find_all\""))
                .expectProblem(400, "does not have the mode find_all");
        server.post("/jobs/preview", body(List.of(UUID.randomUUID().toString()), ""))
                .expectProblem(400, "No valid image IDs provided");
        server.get("/jobs/preview").expectProblem(400, "UUID");
    }

    @Test
    void parameters_are_kept_shown_and_compared() {
        String parameters = ",\"parameters\":{\"mask_threshold\":-0.5}";
        run("");

        assertThat(reason(parameters)).isEqualTo("PARAMETERS_CHANGED");
        JsonNode job = run(parameters);
        assertThat(job.get("parameters").get("mask_threshold").doubleValue()).isEqualTo(-0.5);
        assertThat(job.get("parameters").get("score_threshold").doubleValue()).isEqualTo(0.5);
        JsonNode entry = server.get("/images/" + image + "/history").json().get(0);
        assertThat(entry.get("parameters")).isEqualTo(job.get("parameters"));
        assertThat(reason(parameters)).isEqualTo("UP_TO_DATE");
        assertThat(reason(",\"parameters\":{\"mask_threshold\":-0.5,\"score_threshold\":0.5}"))
                .isEqualTo("UP_TO_DATE");
        assertThat(reason(",\"parameters\":{}")).isEqualTo("PARAMETERS_CHANGED");
        assertThat(reason(",\"parameters\":null")).isEqualTo("PARAMETERS_CHANGED");
    }

    @Test
    void parameters_that_do_not_fit_are_refused() {
        List<String> before = server.everythingStored();

        refused(
                "{\"threshold\":0.5}",
                "no parameter \"threshold\": there are score_threshold, mask_threshold, duplicate_iou, speck_area, hole_area");
        refused("{\"" + "x".repeat(10_000) + "\":1}", "xxx...");
        refused("{\"score_threshold\":1.01}", "score_threshold must be between 0 and 1");
        refused("{\"duplicate_iou\":1.5}", "duplicate_iou must be between 0 and 1");
        refused("{\"speck_area\":-1}", "parameters.speck_area must be a number of pixels");
        refused("{\"hole_area\":2.5}", "parameters.hole_area must be a number of pixels");
        refused("{\"score_threshold\":-1}", "score_threshold must be between 0 and 1");
        refused("{\"score_threshold\":\"0.5\"}", "parameters.score_threshold must be a number");
        refused("{\"score_threshold\":true}", "parameters.score_threshold must be a number");
        refused("{\"mask_threshold\":1e999}", "mask_threshold must be a finite number");
        refused("{\"mask_threshold\":" + "9".repeat(400) + "}", "mask_threshold must be a finite number");
        refused("{\"mask_threshold\":[0]}", "parameters.mask_threshold must be a number");
        refused("[]", "parameters must be a JSON object");
        refused("0.5", "parameters must be a JSON object");

        assertThat(server.everythingStored()).isEqualTo(before);
    }

    @Test
    void a_submission_with_a_key_is_made_once() {
        String key = UUID.randomUUID().toString();
        String body = body(List.of(image), ",\"force_all\":true");
        String job = submit(key, body).expect(201).field("id");
        server.ended(job);

        Answer again = submit(key, body).expect(201);

        assertThat(again.field("id")).isEqualTo(job);
        assertThat(again.field("status")).isEqualTo("completed");
        assertThat(again.json().get("image_ids").size()).isEqualTo(1);
        assertThat(submit(
                                key,
                                "{\"parameters\":{\"score_threshold\":0.5}, \"force_all\": true,\"mode\":\"inside_box\","
                                        + "\"image_ids\":[\"" + image.toUpperCase(Locale.ROOT) + "\"]}")
                        .expect(201)
                        .field("id"))
                .as("the same, written otherwise")
                .isEqualTo(job);
        submit(key, body(List.of(image), ""))
                .expectProblem(422, "belongs to job " + job + ", which was submitted with another body");
        submit(UUID.randomUUID().toString(), body(List.of(image), "")).expectProblem(400, "No images need processing");
    }

    @Test
    void a_key_outlives_the_server() {
        String key = "restart-" + UUID.randomUUID();
        String body = body(List.of(image), "");
        String job = submit(key, body).expect(201).field("id");
        server.ended(job);
        server.close();
        server = TestServer.startWithTinyModel(directory);

        assertThat(submit(key, body).expect(201).field("id")).isEqualTo(job);
    }

    @Test
    void a_key_that_does_not_fit_is_refused() {
        String body = body(List.of(image), "");
        List<String> before = server.everythingStored();

        submit("x".repeat(256), body).expectProblem(400, "An Idempotency-Key has 1 to 255 characters");
        submit("", body).expectProblem(400, "An Idempotency-Key has 1 to 255 characters");
        submit("a b", body).expectProblem(400, "visible ASCII");
        server.send(
                        "POST",
                        "/jobs",
                        BodyPublishers.ofString(body),
                        "Content-Type",
                        "application/json",
                        "Idempotency-Key",
                        "a",
                        "Idempotency-Key",
                        "b")
                .expectProblem(400, "send one");

        assertThat(server.everythingStored()).isEqualTo(before);
    }

    private void refused(String parameters, String sentence) {
        String body = body(List.of(image), ",\"parameters\":" + parameters);
        server.post("/jobs", body).expectProblem(400, sentence);
        server.post("/jobs/preview", body).expectProblem(400, sentence);
    }

    private String reason(String more) {
        return server.post("/jobs/preview", body(List.of(image), more))
                .expect(200)
                .json()
                .get("images")
                .get(0)
                .get("reason")
                .stringValue();
    }

    private JsonNode run(String more) {
        String job =
                server.post("/jobs", body(List.of(image), more)).expect(201).field("id");
        JsonNode ended = server.ended(job);
        assertThat(ended.get("status").stringValue()).as(ended.toString()).isEqualTo("completed");
        return ended;
    }

    private static Answer submit(String key, String body) {
        return server.send(
                "POST",
                "/jobs",
                BodyPublishers.ofString(body),
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                key);
    }

    private static String body(List<String> images, String more) {
        return "{\"image_ids\":[\"" + String.join("\",\"", images) + "\"]" + more + "}";
    }

    private static String upload() {
        return server.upload("photo.png", "image/png", TestImages.png(300, 200))
                .expect(201)
                .field("id");
    }

    private void box(int x) {
        server.post(
                        "/annotations",
                        "{\"image_id\":\"" + image + "\",\"bbox_x\":" + x
                                + ",\"bbox_y\":10,\"bbox_width\":40,\"bbox_height\":30}")
                .expect(201);
    }
}
