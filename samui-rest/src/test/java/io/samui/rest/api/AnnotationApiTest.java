package io.samui.rest.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.rest.Answer;
import io.samui.rest.TestImages;
import io.samui.rest.TestServer;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class AnnotationApiTest {

    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";

    @TempDir
    private static Path directory;

    private static TestServer server;

    private String image;

    @BeforeAll
    static void start() {
        server = TestServer.start(directory);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void uploadAnImage() {
        image = server.upload("photo.png", "image/png", TestImages.png(100, 80))
                .expect(201)
                .field("id");
    }

    @Test
    void a_box_answers_with_the_annotation() {
        Answer answer = box(10, 20, 30, 40, "").expect(201);

        JsonNode box = answer.json();
        assertThat(box.propertyNames())
                .containsExactly(
                        "id", "image_id", "bbox_x", "bbox_y", "bbox_width", "bbox_height", "prompt_type", "created_at");
        assertThat(UUID.fromString(answer.field("id"))).isNotNull();
        assertThat(answer.field("image_id")).isEqualTo(image);
        assertThat(Stream.of("bbox_x", "bbox_y", "bbox_width", "bbox_height")
                        .map(name -> box.get(name).intValue()))
                .containsExactly(10, 20, 30, 40);
        assertThat(answer.field("prompt_type")).isEqualTo("segment");
        assertThat(answer.field("created_at")).matches(TIME);
    }

    @Test
    void a_box_may_fill_the_image_and_no_more() {
        box(0, 0, 100, 80, "").expect(201);

        box(0, 0, 101, 80, "").expectProblem(400, "beyond the image's width");
        box(0, 1, 100, 80, "").expectProblem(400, "beyond the image's width");
        box(99, 79, 2, 1, "").expectProblem(400, "beyond the image's width");
        box(2147483647, 0, 2147483647, 1, "").expectProblem(400, "beyond the image's width");
        box(-1, 0, 5, 5, "").expectProblem(400, "negative");
        box(0, -2147483648, 5, 5, "").expectProblem(400, "negative");
        box(0, 0, 0, 5, "").expectProblem(400, "positive");
        box(0, 0, 5, -5, "").expectProblem(400, "positive");
        assertThat(total("/annotations/")).isEqualTo(1);
    }

    @Test
    void boxes_are_listed_oldest_first_and_by_type() {
        String segment = box(1, 1, 5, 5, "").field("id");
        String positive =
                box(2, 2, 5, 5, ",\"prompt_type\":\"positive_exemplar\"").field("id");
        String negative =
                box(3, 3, 5, 5, ",\"prompt_type\":\"negative_exemplar\"").field("id");

        JsonNode all = server.get("/annotations/" + image).expect(200).json();

        assertThat(all.propertyNames()).containsExactly("annotations", "total");
        assertThat(all.get("total").intValue()).isEqualTo(3);
        assertThat(all.get("annotations").values())
                .extracting(box -> box.get("id").stringValue())
                .containsExactly(segment, positive, negative);
        JsonNode one = server.get("/annotations/" + image + "?prompt_type=positive_exemplar")
                .expect(200)
                .json();
        assertThat(one.get("total").intValue()).isEqualTo(1);
        assertThat(one.get("annotations").get(0).get("id").stringValue()).isEqualTo(positive);
        server.get("/annotations/" + image + "?prompt_type=other").expectProblem(400, "prompt_type must be one of");
    }

    @Test
    void a_deleted_box_is_gone() {
        String id = box(1, 1, 5, 5, "").field("id");

        server.delete("/annotations/" + id).expect(204);

        server.delete("/annotations/" + id).expectProblem(404, "Annotation not found");
        assertThat(total("/annotations/")).isZero();
    }

    @Test
    void a_point_answers_with_the_annotation_and_is_positive_unless_told_otherwise() {
        Answer answer = point(99, 79, "").expect(201);

        JsonNode point = answer.json();
        assertThat(point.propertyNames())
                .containsExactly("id", "image_id", "point_x", "point_y", "is_positive", "created_at");
        assertThat(point.get("point_x").intValue()).isEqualTo(99);
        assertThat(point.get("point_y").intValue()).isEqualTo(79);
        assertThat(point.get("is_positive").booleanValue()).isTrue();
        assertThat(answer.field("created_at")).matches(TIME);
        JsonNode negative = point(0, 0, ",\"is_positive\":false").expect(201).json();
        assertThat(negative.get("is_positive").booleanValue()).isFalse();
    }

    @Test
    void a_point_outside_of_the_image_is_refused() {
        point(100, 0, "").expectProblem(400, "outside the image");
        point(0, 80, "").expectProblem(400, "outside the image");
        point(-1, 0, "").expectProblem(400, "outside the image");
        assertThat(total("/point-annotations/")).isZero();
    }

    @Test
    void points_are_listed_oldest_first_and_deleted() {
        String first = point(1, 1, "").field("id");
        String second = point(2, 2, "").field("id");

        JsonNode all = server.get("/point-annotations/" + image).expect(200).json();

        assertThat(all.propertyNames()).containsExactly("annotations", "total");
        assertThat(all.get("annotations").values())
                .extracting(point -> point.get("id").stringValue())
                .containsExactly(first, second);
        server.delete("/point-annotations/" + first).expect(204);
        server.delete("/point-annotations/" + first).expectProblem(404, "Point annotation not found");
        assertThat(total("/point-annotations/")).isEqualTo(1);
    }

    @Test
    void prompts_for_an_unknown_image_are_404() {
        image = UUID.randomUUID().toString();

        box(1, 1, 5, 5, "").expectProblem(404, "Image not found");
        point(1, 1, "").expectProblem(404, "Image not found");
    }

    private int total(String list) {
        return server.get(list + image).expect(200).json().get("total").intValue();
    }

    private Answer box(int x, int y, int width, int height, String more) {
        return server.post(
                "/annotations",
                "{\"image_id\":\"" + image + "\",\"bbox_x\":" + x + ",\"bbox_y\":" + y + ",\"bbox_width\":" + width
                        + ",\"bbox_height\":" + height + more + "}");
    }

    private Answer point(int x, int y, String more) {
        return server.post(
                "/point-annotations",
                "{\"image_id\":\"" + image + "\",\"point_x\":" + x + ",\"point_y\":" + y + more + "}");
    }
}
