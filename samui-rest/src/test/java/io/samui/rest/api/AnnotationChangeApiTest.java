package io.samui.rest.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.testkit.TinySam1;
import io.samui.rest.Answer;
import io.samui.rest.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Annotations that are changed in place, and ids that clients choose. */
class AnnotationChangeApiTest {

    private static final String BOXES = "/annotations";
    private static final String POINTS = "/point-annotations";

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
        image = upload();
    }

    @Test
    void a_box_takes_what_is_sent_and_keeps_the_rest() {
        Answer before = box(null, 10, 20, 30, 40).expect(201);
        String path = BOXES + "/" + before.field("id");
        String second = box(null, 1, 1, 2, 2).expect(201).field("id");

        Answer moved = server.put(path, "{\"bbox_x\":11}").expect(200);
        Answer typed = server.put(path, "{\"prompt_type\":\"negative_exemplar\",\"bbox_height\":41}")
                .expect(200);

        assertThat(moved.text()).isEqualTo(before.text().replace("\"bbox_x\":10", "\"bbox_x\":11"));
        assertThat(typed.text())
                .isEqualTo(moved.text()
                        .replace("\"bbox_height\":40", "\"bbox_height\":41")
                        .replace("segment", "negative_exemplar"));
        assertThat(ids(BOXES)).as("its place in the list").containsExactly(before.field("id"), second);
        assertThat(server.get(BOXES + "/" + image).text()).contains(typed.text());
        assertThat(server.put(path, "{}").expect(200).text()).isEqualTo(typed.text());
        assertThat(server.put(path, typed.text()).expect(200).text())
                .as("what was got can be sent back whole")
                .isEqualTo(typed.text());
    }

    @Test
    void a_point_takes_what_is_sent_and_keeps_the_rest() {
        Answer before = point(null, 10, 20, true).expect(201);
        String path = POINTS + "/" + before.field("id");

        Answer moved = server.put(path, "{\"point_y\":0}").expect(200);
        Answer negative = server.put(path, "{\"is_positive\":false}").expect(200);

        assertThat(moved.text()).isEqualTo(before.text().replace("\"point_y\":20", "\"point_y\":0"));
        assertThat(negative.text()).isEqualTo(moved.text().replace("true", "false"));
        assertThat(server.get(POINTS + "/" + image).text()).contains(negative.text());
    }

    @Test
    void a_change_is_checked_as_an_addition_is() {
        String box = BOXES + "/" + box(null, 10, 20, 30, 40).field("id");
        String point = POINTS + "/" + point(null, 10, 20, true).field("id");
        String stored = server.get(BOXES + "/" + image).text()
                + server.get(POINTS + "/" + image).text();

        server.put(box, "{\"bbox_x\":-1}").expectProblem(400, "must not be negative");
        server.put(box, "{\"bbox_width\":0}").expectProblem(400, "must be positive");
        server.put(box, "{\"bbox_x\":100000}").expectProblem(400, "beyond the image's width");
        server.put(box, "{\"bbox_x\":0.5}").expectProblem(400, "bbox_x must be a whole number");
        server.put(box, "{\"bbox_x\":\"1\"}").expectProblem(400, "bbox_x must be a whole number");
        server.put(box, "{\"prompt_type\":\"other\"}").expectProblem(400, "prompt_type must be one of");
        server.put(box, "[]").expectProblem(400, "JSON object");
        server.put(box, "{").expectProblem(400, "not JSON");
        server.put(point, "{\"point_x\":100000}").expectProblem(400, "outside the image");
        server.put(point, "{\"point_y\":-1}").expectProblem(400, "outside the image");
        server.put(point, "{\"is_positive\":1}").expectProblem(400, "is_positive must be true or false");
        server.send("PUT", box, BodyPublishers.ofString("{}"), "Content-Type", "text/plain")
                .expectProblem(415, "application/json");
        server.send(
                        "PUT",
                        box,
                        BodyPublishers.ofString("{\"bbox_x\":1}"),
                        "Content-Type",
                        "application/json",
                        "Origin",
                        "http://evil.example")
                .expectProblem(403, "another origin");

        assertThat(server.get(BOXES + "/" + image).text()
                        + server.get(POINTS + "/" + image).text())
                .isEqualTo(stored);
    }

    @Test
    void what_is_not_there_cannot_be_changed() {
        String box = box(null, 10, 20, 30, 40).field("id");

        server.put(BOXES + "/" + UUID.randomUUID(), "{\"bbox_x\":1}").expectProblem(404, "Annotation not found");
        server.put(POINTS + "/" + box, "{\"point_x\":1}").expectProblem(404, "Point annotation not found");
        server.put(BOXES + "/7", "{\"bbox_x\":1}").expectProblem(400, "UUID");
        server.delete("/images/" + image).expect(204);
        server.put(BOXES + "/" + box, "{\"bbox_x\":1}").expectProblem(404, "Annotation not found");
    }

    @Test
    void a_change_makes_the_image_stale_and_changing_it_back_does_not() {
        String box = BOXES + "/" + box(null, 230, 40, 130, 110).field("id");
        String point = POINTS + "/" + point(null, 290, 90, true).field("id");
        process("inside_box");
        process("point");
        submit("inside_box").expectProblem(400, "No images need processing");

        server.put(box, "{\"bbox_width\":129}").expect(200);
        submit("point").expectProblem(400, "No images need processing");
        process("inside_box");
        server.put(box, "{\"bbox_width\":131}").expect(200);
        server.put(box, "{\"bbox_width\":129}").expect(200);
        submit("inside_box").expectProblem(400, "No images need processing");

        server.put(point, "{\"is_positive\":true,\"point_x\":291}").expect(200);
        process("point");
    }

    @Test
    void the_same_again_under_one_id_is_answered_with_what_is_there() {
        String id = UUID.randomUUID().toString();

        Answer box = box(id, 10, 20, 30, 40).expect(201);
        Answer point = point(id, 1, 2, false).expect(201);

        assertThat(box.field("id")).isEqualTo(id);
        assertThat(box(id.toUpperCase(Locale.ROOT), 10, 20, 30, 40).expect(200).text())
                .isEqualTo(box.text());
        assertThat(point(id, 1, 2, false).expect(200).text()).isEqualTo(point.text());
        assertThat(ids(BOXES)).containsExactly(id);
        assertThat(ids(POINTS)).containsExactly(id);
    }

    @Test
    void other_content_under_an_id_that_is_taken_is_refused() {
        String id = UUID.randomUUID().toString();
        Answer box = box(id, 10, 20, 30, 40).expect(201);
        Answer point = point(id, 1, 2, false).expect(201);
        String first = image;
        String taken = "Another box has the id " + id + " already";

        box(id, 11, 20, 30, 40).expectProblem(409, taken);
        server.post(BOXES, boxBody(id, 10, 20, 30, 40).replace("}", ",\"prompt_type\":\"positive_exemplar\"}"))
                .expectProblem(409, taken);
        point(id, 1, 2, true).expectProblem(409, "Another point has the id " + id + " already");
        image = upload();
        box(id, 10, 20, 30, 40).expectProblem(409, taken);

        assertThat(ids(BOXES)).isEmpty();
        image = first;
        assertThat(server.get(BOXES + "/" + image).text()).contains(box.text());
        assertThat(server.get(POINTS + "/" + image).text()).contains(point.text());
    }

    @Test
    void bad_ids_and_bad_content_under_a_good_id_are_refused() {
        String id = UUID.randomUUID().toString();

        for (String bad : List.of("", "7", "1-1-1-1-1", id + "0", "{" + id + "}", "../" + id)) {
            box(bad, 10, 20, 30, 40).expectProblem(400, "id must be a UUID");
            point(bad, 10, 20, true).expectProblem(400, "id must be a UUID");
        }
        server.post(BOXES, boxBody(id, 10, 20, 30, 40).replace("\"" + id + "\"", "7"))
                .expectProblem(400, "id must be a text");
        box(id, 10, 20, 0, 40).expectProblem(400, "must be positive");
        image = UUID.randomUUID().toString();
        box(id, 10, 20, 30, 40).expectProblem(404, "Image not found");
    }

    @Test
    void undoing_a_deletion_restores_the_annotation_and_what_was_made_of_it_is_up_to_date_again() {
        String id = UUID.randomUUID().toString();
        box(id, 230, 40, 130, 110).expect(201);
        process("inside_box");
        server.delete(BOXES + "/" + id).expect(204);
        submit("inside_box").expectProblem(400, "No images need processing");

        Answer restored = box(id, 230, 40, 130, 110).expect(201);

        assertThat(restored.field("id")).isEqualTo(id);
        submit("inside_box").expectProblem(400, "latest result was made from the same prompts");
        assertThat(server.get("/images/" + image + "/history").text()).contains("\"annotation_ids\":[\"" + id + "\"]");
    }

    @Test
    void of_many_requests_with_one_id_one_adds() throws Exception {
        String id = UUID.randomUUID().toString();
        ExecutorService clients = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> requests = Stream.<Callable<Integer>>generate(
                            () -> () -> box(id, 10, 20, 30, 40).status())
                    .limit(16)
                    .toList();
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> status : clients.invokeAll(requests, 60, TimeUnit.SECONDS)) {
                statuses.add(status.get());
            }
            assertThat(statuses.stream().collect(Collectors.groupingBy(s -> s, Collectors.counting())))
                    .containsOnlyKeys(200, 201)
                    .containsEntry(201, 1L);
        } finally {
            clients.shutdownNow();
        }
        assertThat(ids(BOXES)).containsExactly(id);
    }

    private static String upload() {
        return server.upload("shapes.png", "image/png", TinySam1.picture())
                .expect(201)
                .field("id");
    }

    private Answer box(String id, int x, int y, int width, int height) {
        return server.post(BOXES, boxBody(id, x, y, width, height));
    }

    private String boxBody(String id, int x, int y, int width, int height) {
        return "{" + idField(id) + "\"image_id\":\"" + image + "\",\"bbox_x\":" + x + ",\"bbox_y\":" + y
                + ",\"bbox_width\":" + width + ",\"bbox_height\":" + height + "}";
    }

    private Answer point(String id, int x, int y, boolean positive) {
        return server.post(
                POINTS,
                "{" + idField(id) + "\"image_id\":\"" + image + "\",\"point_x\":" + x + ",\"point_y\":" + y
                        + ",\"is_positive\":" + positive + "}");
    }

    private static String idField(String id) {
        return id == null ? "" : "\"id\":\"" + id + "\",";
    }

    private List<String> ids(String list) {
        return server.get(list + "/" + image).expect(200).json().get("annotations").values().stream()
                .map(annotation -> annotation.get("id").stringValue())
                .toList();
    }

    private Answer submit(String mode) {
        return server.post("/jobs", "{\"image_ids\":[\"" + image + "\"],\"mode\":\"" + mode + "\"}");
    }

    private void process(String mode) {
        assertThat(server.ended(submit(mode).expect(201).field("id"))
                        .get("status")
                        .stringValue())
                .isEqualTo("completed");
    }
}
