package io.samui.rest.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.testkit.TinySam1;
import io.samui.rest.Answer;
import io.samui.rest.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Cancelling, pausing and resuming, and a queue that is full. */
@Timeout(300)
class QueueApiTest {

    @TempDir
    private Path directory;

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.startWithTinyModel(directory, "--samui.queue.max-queued=3");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_paused_queue_lets_jobs_wait_in_their_places_until_it_is_resumed() {
        String image = image();
        assertThat(queue("pause").toString()).isEqualTo("{\"paused\":true,\"queued\":0,\"running_job_id\":null}");
        String first = submit(image);
        String second = submit(image);

        assertThat(queue("pause").toString()).isEqualTo("{\"paused\":true,\"queued\":2,\"running_job_id\":null}");
        assertThat(server.get("/system").json().get("queue").toString())
                .isEqualTo("{\"paused\":true,\"queued\":2,\"running_job_id\":null}");
        assertThat(job(first).get("queue_position").intValue()).isEqualTo(1);
        assertThat(job(second).get("queue_position").intValue()).isEqualTo(2);
        for (String list : List.of("/jobs", "/jobs?limit=5")) {
            JsonNode jobs = server.get(list).expect(200).json();
            assertThat(jobs.get(0).get("queue_position").intValue()).isEqualTo(2);
            assertThat(jobs.get(1).get("queue_position").intValue()).isEqualTo(1);
        }
        assertThat(job(first).get("model_id").isNull()).isTrue();

        assertThat(queue("resume").get("paused").booleanValue()).isFalse();

        assertThat(server.ended(first).get("status").stringValue()).isEqualTo("completed");
        JsonNode ended = server.ended(second);
        assertThat(ended.get("status").stringValue()).isEqualTo("completed");
        assertThat(ended.get("queue_position").isNull()).isTrue();
        assertThat(ended.get("model_id").stringValue()).isEqualTo("tiny-sam1");
        assertThat(ended.get("succeeded_count").intValue()).isEqualTo(1);
        assertThat(List.of("failed_count", "skipped_count", "cancelled_count"))
                .allSatisfy(name -> assertThat(ended.get(name).intValue()).isZero());
        assertThat(ended.get("cancel_requested").booleanValue()).isFalse();
        assertThat(ended.get("interrupted").booleanValue()).isFalse();
        assertThat(ended.get("retry_of").isNull()).isTrue();
        assertThat(queue("resume").get("paused").booleanValue()).isFalse();
    }

    @Test
    void a_queued_job_is_cancelled_at_once_and_only_once() {
        String image = image();
        queue("pause");
        String job = submit(image);
        String next = submit(image);

        Answer cancelled = cancel(job).expect(200);

        assertThat(cancelled.field("status")).isEqualTo("cancelled");
        assertThat(cancelled.json().get("cancelled_count").intValue()).isEqualTo(1);
        assertThat(cancelled.json().get("processed_count").intValue()).isEqualTo(1);
        assertThat(cancelled.json().get("queue_position").isNull()).isTrue();
        assertThat(cancelled.json().get("error").isNull()).isTrue();
        assertThat(cancelled.json()).isEqualTo(job(job));
        assertThat(job(next).get("queue_position").intValue()).isEqualTo(1);
        List<String> before = server.everythingStored();
        cancel(job).expectProblem(409, "ended already (cancelled)");
        cancel(UUID.randomUUID().toString()).expectProblem(404, "Job not found");
        cancel("nonsense").expectProblem(400, "nonsense");
        assertThat(server.everythingStored()).isEqualTo(before);
    }

    @Test
    void a_running_job_is_cancelled_soon_and_keeps_what_it_has_processed() {
        List<String> images = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            images.add(image());
        }
        String job = null;
        for (boolean resting = false; !resting; ) { // a job may be through before the pause takes hold
            queue("resume");
            job = submit(images.toArray(String[]::new));
            while (job(job).get("started_at").isNull()) {
                Thread.onSpinWait();
            }
            resting = queue("pause").get("running_job_id").isString() && !hasEnded(job);
        }

        Answer asked = cancel(job).expect(202);

        assertThat(asked.json().get("cancel_requested").booleanValue()).isTrue();
        JsonNode ended = server.ended(job);
        assertThat(ended.get("status").stringValue()).isEqualTo("cancelled");
        assertThat(ended.get("error").isNull()).isTrue();
        int succeeded = ended.get("succeeded_count").intValue();
        assertThat(ended.get("cancelled_count").intValue()).isEqualTo(25 - succeeded);
        String id = job;
        assertThat(server.get("/images/history").expect(200).json().values().stream()
                        .filter(entry -> entry.get("job_id").stringValue().equals(id)))
                .hasSize(succeeded);
        cancel(job).expectProblem(409, "ended already (cancelled)");
    }

    @Test
    void a_pause_outlasts_a_restart() {
        queue("pause");
        String job = submit(image());

        server.close();
        server = TestServer.startWithTinyModel(directory);

        assertThat(server.get("/system").json().get("queue").toString())
                .isEqualTo("{\"paused\":true,\"queued\":1,\"running_job_id\":null}");
        assertThat(job(job).get("status").stringValue()).isEqualTo("queued");
        queue("resume");
        assertThat(server.ended(job).get("status").stringValue()).isEqualTo("completed");
    }

    @Test
    void a_full_queue_says_when_to_come_again() {
        String image = image();
        queue("pause");
        for (int i = 0; i < 3; i++) {
            submit(image);
        }

        Answer refused = post(image).expectProblem(429, "The queue is full: 3 jobs are waiting");

        assertThat(refused.header("retry-after")).isEqualTo("10");
        assertThat(server.get("/jobs").json().size()).isEqualTo(3);
    }

    @Test
    void another_sites_page_neither_pauses_nor_cancels() {
        String job = submit(image());
        server.ended(job);
        for (String path : List.of("/queue/pause", "/queue/resume", "/jobs/" + job + "/cancel")) {
            server.send("POST", path, BodyPublishers.noBody(), "Origin", "http://elsewhere.example")
                    .expect(403);
            server.get(path).expect(405);
        }
        assertThat(server.get("/system").json().get("queue").get("paused").booleanValue())
                .isFalse();
    }

    private JsonNode queue(String verb) {
        return server.send("POST", "/queue/" + verb, BodyPublishers.noBody())
                .expect(200)
                .json();
    }

    private Answer cancel(String job) {
        return server.send("POST", "/jobs/" + job + "/cancel", BodyPublishers.noBody());
    }

    private JsonNode job(String id) {
        return server.get("/jobs/" + id).expect(200).json();
    }

    private boolean hasEnded(String job) {
        return !job(job).get("completed_at").isNull();
    }

    private String submit(String... images) {
        return post(images).expect(201).field("id");
    }

    private Answer post(String... images) {
        return server.post("/jobs", "{\"image_ids\":[\"" + String.join("\",\"", images) + "\"],\"force_all\":true}");
    }

    private String image() {
        String image = server.upload("shapes.png", "image/png", TinySam1.picture())
                .expect(201)
                .field("id");
        server.post(
                        "/annotations",
                        "{\"image_id\":\"" + image
                                + "\",\"bbox_x\":230,\"bbox_y\":40,\"bbox_width\":130,\"bbox_height\":110}")
                .expect(201);
        return image;
    }
}
