package io.samui.examples.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The whole way of an image through the real server, wherever it keeps rows and blobs. */
@ParameterizedClass
@EnumSource(Place.Kind.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class EndToEndIT {

    private static Place place;
    private static Client server;
    private static long made;

    @Parameter
    private Place.Kind kind;

    @BeforeParameterizedClassInvocation
    static void start(Place.Kind kind) throws Exception {
        place = new Place(kind);
        server = place.start();
    }

    @AfterParameterizedClassInvocation
    static void stop() throws Exception {
        place.close();
    }

    @Test
    void the_server_says_where_it_keeps_blobs() throws IOException {
        JsonNode system = server.get("/system").expect(200).json();

        assertThat(system.get("storage").get("provider").stringValue())
                .isEqualTo(kind == Place.Kind.SQLITE_FS ? "fs" : "s3");
        assertThat(system.get("plugins").get("broken").isEmpty()).isTrue();
    }

    @Test
    void what_is_uploaded_comes_back_byte_by_byte() throws IOException {
        MadeImage made = next();
        String id = server.upload(made);

        assertThat(server.get("/images/" + id + "/data").expect(200).body()).isEqualTo(made.png());
        assertThat(place.blobs()).contains(image(id).get("blob_path").stringValue());
    }

    @Test
    void what_is_no_image_leaves_nothing() throws IOException {
        Set<String> before = place.blobs();

        assertThat(server.tryUpload("text.png", "no image".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(400);

        assertThat(place.blobs()).isEqualTo(before);
    }

    @Test
    void a_box_becomes_a_mask_a_document_and_an_entry_of_the_history() throws IOException {
        MadeImage made = next();
        String id = server.upload(made);
        server.addBox(id, made);

        JsonNode job = ended(server.submit(List.of(id), false));

        assertThat(job.get("status").stringValue()).isEqualTo("completed");
        BufferedImage mask = ImageIO.read(new ByteArrayInputStream(
                server.get("/process/mask/" + id).expect(200).body()));
        assertThat(List.of(mask.getWidth(), mask.getHeight())).isEqualTo(List.of(96, 72));
        JsonNode document = server.get("/process/export/" + id).expect(200).json();
        assertThat(document.get("images").get(0).get("id").stringValue()).isEqualTo(id);
        assertThat(document.get("annotations").size()).isEqualTo(1);
        JsonNode entry =
                server.get("/images/" + id + "/history").expect(200).json().get(0);
        String result = entry.get("id").stringValue();
        assertThat(server.get("/results/" + result + "/mask").expect(200).body())
                .isEqualTo(server.get("/process/mask/" + id).expect(200).body());
        assertThat(server.get("/results/" + result + "/coco").expect(200).json())
                .isEqualTo(document);
        assertThat(place.blobs()).contains(entry.get("mask_blob_path").stringValue(), "coco/" + result + ".json");
    }

    @Test
    void only_what_changed_is_processed_again_and_every_result_is_kept() throws IOException {
        MadeImage made = next();
        String id = server.upload(made);
        server.addBox(id, made);
        ended(server.submit(List.of(id), false));

        assertThat(server.post("/jobs", Map.of("image_ids", List.of(id))).status())
                .isEqualTo(400);

        server.addBox(id, new MadeImage(made.filename(), made.png(), 2, 3, 20, 20));
        ended(server.submit(List.of(id), false));
        JsonNode history = server.get("/images/" + id + "/history").expect(200).json();
        assertThat(history.size()).isEqualTo(2);
        for (JsonNode entry : history) {
            server.get("/results/" + entry.get("id").stringValue() + "/mask").expect(200);
        }
    }

    @Test
    void a_point_has_a_history_of_its_own() throws IOException {
        MadeImage made = next();
        String id = server.upload(made);
        server.post(
                        "/point-annotations",
                        Map.of(
                                "image_id", id,
                                "point_x", made.x() + made.width() / 2,
                                "point_y", made.y() + made.height() / 2))
                .expect(201);

        JsonNode job = server.post("/jobs", Map.of("image_ids", List.of(id), "mode", "point"))
                .expect(201)
                .json();

        assertThat(ended(job.get("id").stringValue()).get("status").stringValue())
                .isEqualTo("completed");
        server.get("/process/mask/" + id + "?mode=point").expect(200);
        server.get("/process/mask/" + id).expect(404);
    }

    @Test
    void with_an_image_all_its_blobs_go() throws IOException {
        Set<String> before = place.blobs();
        MadeImage made = next();
        String id = server.upload(made);
        server.addBox(id, made);
        ended(server.submit(List.of(id), false));
        assertThat(place.blobs()).hasSize(before.size() + 3);

        server.delete(id).expect(204);

        assertThat(place.blobs()).isEqualTo(before);
        server.get("/images/" + id + "/data").expect(404);
    }

    @Test
    void a_client_is_sent_on_to_the_storage_where_that_is_set() throws Exception {
        assumeThat(kind.direct()).as("direct downloads are set").isTrue();
        String id = server.upload(next());
        HttpClient stubborn = HttpClient.newHttpClient();

        HttpResponse<byte[]> answer = stubborn.send(
                HttpRequest.newBuilder(server.uri("/images/" + id + "/data")).build(), BodyHandlers.ofByteArray());

        assertThat(answer.statusCode()).isEqualTo(307);
        assertThat(answer.headers().firstValue("location").orElse(""))
                .contains("X-Amz-Signature=")
                .contains(image(id).get("blob_path").stringValue());
    }

    @Test
    void after_a_crash_nothing_is_lost_and_what_belongs_to_nobody_is_swept() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            MadeImage made = next();
            ids.add(server.upload(made));
            server.addBox(ids.get(i), made);
        }
        String orphan = "masks/" + UUID.randomUUID() + ".png";
        place.plant(orphan);
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < 3; i++) { // more than what is done before the signal arrives
            jobs.add(server.submit(ids, true));
        }
        until(() -> job(jobs.get(0)).get("processed_count").intValue() >= 2);

        place.kill();
        server = place.start();

        List<JsonNode> interrupted = jobs.stream()
                .map(EndToEndIT::ended)
                .filter(job -> !job.get("status").stringValue().equals("completed"))
                .toList();
        assertThat(interrupted).singleElement().satisfies(job -> {
            assertThat(job.get("status").stringValue()).isEqualTo("failed");
            assertThat(job.get("error").stringValue()).isEqualTo("Server restarted while job was running");
        });
        until(() -> !place.blobs().contains(orphan));
        until(() -> place.blobs().equals(referenced()));
        for (String id : ids) {
            JsonNode history = json("/images/" + id + "/history");
            assertThat(history.size()).as("results of one image in three jobs").isBetween(2, 3);
            for (JsonNode entry : history) {
                server.get("/results/" + entry.get("id").stringValue() + "/mask")
                        .expect(200);
            }
            server.get("/images/" + id + "/data").expect(200);
        }
    }

    /** The blobs that the API knows of. */
    private static Set<String> referenced() {
        Set<String> keys = new TreeSet<>();
        json("/images")
                .get("images")
                .forEach(image -> keys.add(image.get("blob_path").stringValue()));
        for (String mode : List.of("inside_box", "point")) {
            json("/images/history?mode=" + mode).forEach(entry -> {
                keys.add(entry.get("mask_blob_path").stringValue());
                keys.add("coco/" + entry.get("id").stringValue() + ".json");
            });
        }
        return keys;
    }

    private static JsonNode image(String id) {
        return json("/images/" + id);
    }

    private static JsonNode job(String id) {
        return json("/jobs/" + id);
    }

    private static JsonNode ended(String job) {
        until(() ->
                !List.of("queued", "running").contains(job(job).get("status").stringValue()));
        return job(job);
    }

    private static JsonNode json(String path) {
        try {
            return server.get(path).expect(200).json();
        } catch (IOException e) {
            throw new AssertionError(path, e);
        }
    }

    /** Asks another process again and again, and leaves it time to get on; the time-out, which interrupts, ends it. */
    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("It did not come about in time");
            }
        }
    }

    private static MadeImage next() {
        return MadeImage.of(++made);
    }
}
