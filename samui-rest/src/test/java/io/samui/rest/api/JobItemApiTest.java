package io.samui.rest.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.rest.Answer;
import io.samui.rest.TestImages;
import io.samui.rest.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A job's items, and doing again those that failed. */
class JobItemApiTest {

    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";

    @TempDir
    private static Path directory;

    private static TestServer server;

    /** Five images, of which the second and the fourth have lost their files. */
    private static final List<String> IMAGES = new ArrayList<>();

    private static String job;

    /** Each image has its own bytes, so that none finds another's embedding. */
    private static int uploaded;

    @BeforeAll
    static void runAJobOfWhichTwoFail() {
        server = TestServer.startWithTinyModel(directory);
        for (int i = 0; i < 5; i++) {
            IMAGES.add(imageWithBox("image" + i + ".png"));
        }
        breakFile(IMAGES.get(1));
        breakFile(IMAGES.get(3));
        job = server.post("/jobs", "{\"image_ids\":[\"" + String.join("\",\"", IMAGES) + "\"]}")
                .expect(201)
                .field("id");
        server.ended(job);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void each_image_says_what_became_of_it() {
        JsonNode items = server.get("/jobs/" + job + "/items").expect(200).json();

        assertThat(items.size()).isEqualTo(5);
        JsonNode processed = items.get(0);
        assertThat(processed.propertyNames())
                .containsExactlyInAnyOrder(
                        "position",
                        "image_id",
                        "filename",
                        "status",
                        "reason",
                        "error",
                        "result_id",
                        "started_at",
                        "ended_at",
                        "duration_ms",
                        "timings");
        assertThat(processed.get("position").intValue()).isZero();
        assertThat(processed.get("image_id").stringValue()).isEqualTo(IMAGES.get(0));
        assertThat(processed.get("filename").stringValue()).isEqualTo("image0.png");
        assertThat(processed.get("status").stringValue()).isEqualTo("processed");
        assertThat(processed.get("error").isNull()).isTrue();
        assertThat(processed.get("reason").isNull()).isTrue();
        assertThat(processed.get("started_at").stringValue()).matches(TIME);
        assertThat(processed.get("ended_at").stringValue()).matches(TIME);
        assertThat(processed.get("duration_ms").doubleValue()).isPositive();
        assertThat(processed.get("timings").get("decode_ms").doubleValue()).isPositive();
        server.get("/results/" + processed.get("result_id").stringValue()).expect(200);
        JsonNode failed = items.get(1);
        assertThat(failed.get("status").stringValue()).isEqualTo("failed");
        assertThat(failed.get("error").get("code").stringValue()).isNotEmpty();
        assertThat(failed.get("error").get("sentence").stringValue()).isNotEmpty();
        assertThat(failed.get("result_id").isNull()).isTrue();
        assertThat(failed.get("timings").isNull()).isTrue();
    }

    @Test
    void they_can_be_filtered_by_outcome_and_paged() {
        assertThat(positions("?status=failed")).containsExactly(1, 3);
        assertThat(positions("?status=processed,failed")).containsExactly(0, 1, 2, 3, 4);
        assertThat(positions("?status=processed&status=failed")).hasSize(5);
        assertThat(positions("?status=pending")).isEmpty();
        List<Integer> seen = new ArrayList<>();
        String next = "/jobs/" + job + "/items?status=processed&limit=2";
        int pages = 0;
        for (; next != null; pages++) {
            Answer page = server.get(next).expect(200);
            page.json().forEach(item -> seen.add(item.get("position").intValue()));
            next = next(page);
            assertThat(next == null || next.contains("status=processed")).isTrue();
        }
        assertThat(seen).containsExactly(0, 2, 4);
        assertThat(pages).isEqualTo(2);
        assertThat(server.get("/jobs/" + job + "/items?status=failed&limit=2").header("link"))
                .as("a full page that is the last")
                .isNull();
    }

    @Test
    void what_does_not_fit_is_refused() {
        String items = "/jobs/" + job + "/items";
        String cursor = next(server.get(items + "?limit=1")).replaceFirst(".*cursor=", "");

        server.get(items + "?status=broken")
                .expectProblem(400, "status must be one of pending, running, processed, skipped, failed, cancelled");
        server.get(items + "?status=failed,broken").expectProblem(400, "status must be one of");
        server.get(items + "?limit=0").expectProblem(400, "limit must be");
        server.get(items + "?limit=10001").expectProblem(400, "limit must be");
        server.get(items + "?cursor=nonsense").expectProblem(400, "cursor");
        server.get("/jobs?cursor=" + cursor).expectProblem(400, "cursor");
        server.get("/jobs/" + UUID.randomUUID() + "/items").expectProblem(404, "Job not found");
        server.get("/jobs/1/items").expectProblem(400, "UUID");
    }

    @Test
    void a_retry_is_a_new_job_of_what_failed() {
        Answer answer = server.post("/jobs/" + job + "/retry", "").expect(201);

        assertThat(answer.field("status")).isEqualTo("queued");
        assertThat(answer.field("retry_of")).isEqualTo(job);
        assertThat(answer.json().get("image_ids").values())
                .extracting(JsonNode::stringValue)
                .containsExactly(IMAGES.get(1), IMAGES.get(3));
        JsonNode ended = server.ended(answer.field("id"));
        assertThat(ended.get("status").stringValue()).isEqualTo("failed");
        assertThat(ended.get("error").stringValue()).contains("image1.png");
    }

    @Test
    void a_retry_that_has_nothing_to_do_says_why() {
        String image = imageWithBox("good.png");
        String good = server.post("/jobs", "{\"image_ids\":[\"" + image + "\"]}")
                .expect(201)
                .field("id");
        server.ended(good);

        server.post("/jobs/" + good + "/retry", "").expectProblem(400, "none of the job's images failed");
        server.post("/jobs/" + UUID.randomUUID() + "/retry", "").expectProblem(404, "Job not found");
        server.post("/jobs/x/retry", "").expectProblem(400, "UUID");
    }

    private static List<Integer> positions(String query) {
        return server.get("/jobs/" + job + "/items" + query).expect(200).json().values().stream()
                .map(item -> item.get("position").intValue())
                .toList();
    }

    private static String imageWithBox(String filename) {
        String image = server.upload(filename, "image/png", TestImages.png(300 + uploaded++, 200))
                .expect(201)
                .field("id");
        server.post(
                        "/annotations",
                        "{\"image_id\":\"" + image
                                + "\",\"bbox_x\":20,\"bbox_y\":10,\"bbox_width\":40,\"bbox_height\":30}")
                .expect(201);
        return image;
    }

    private static void breakFile(String image) {
        try {
            Files.write(directory.resolve("blobs/images/" + image + ".png"), new byte[] {1, 2, 3});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String next(Answer page) {
        String link = page.header("link");
        return link == null ? null : link.substring(1, link.indexOf('>'));
    }
}
