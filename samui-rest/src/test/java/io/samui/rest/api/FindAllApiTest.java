package io.samui.rest.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.samui.core.inference.InferenceEngine;
import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.PixelBox;
import io.samui.core.testkit.Fixture;
import io.samui.rest.Answer;
import io.samui.rest.Masks;
import io.samui.rest.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Find all, from the upload to the export, with a model that finds regions by the names of colours. */
class FindAllApiTest {

    private static final String PICTURE = "discs_and_squares.png";

    @TempDir
    private static Path directory;

    private static TestServer server;

    private String image;

    @BeforeAll
    static void start() {
        Path model = Fixture.COLOUR_FINDER.copyTo(directory.resolve("models/colours"));
        server = TestServer.start(directory, "--samui.inference.model=" + model, "--samui.inference.device=cpu");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void upload() {
        assumeTrue(
                InferenceEngine.class.getResource("/io/samui/core/sam/clip/tokenizer.json") != null,
                "the build made no tokenizer: npm was missing");
        image = server.upload(PICTURE, "image/png", Fixture.COLOUR_FINDER.read(PICTURE))
                .expect(201)
                .field("id");
    }

    @Test
    void a_text_finds_what_it_names_and_another_text_makes_the_image_stale() {
        text("red");
        run();
        assertFinds("red");
        submit("").expectProblem(400, "No images need processing");

        text("blue");
        assertThat(reason()).isEqualTo("TEXT_PROMPT_CHANGED");
        run();
        assertFinds("blue");

        List<String> used = new ArrayList<>();
        server.get("/images/" + image + "/history?mode=find_all")
                .expect(200)
                .json()
                .forEach(entry -> used.add(entry.get("text_prompt_used").stringValue()));
        assertThat(used).containsExactlyInAnyOrder("red", "blue");
    }

    @Test
    void each_text_of_several_is_a_category_and_a_comma_parts_nothing() {
        text("RED;\n yellow, please");
        run();

        JsonNode coco = coco();
        assertThat(coco.get("categories").values().stream()
                        .map(category -> category.get("name").stringValue()))
                .containsExactly("red", "yellow, please");
        assertThat(coco.get("annotations").values().stream()
                        .map(found -> found.get("category_id").intValue()))
                .containsExactly(1, 1, 1, 2);
    }

    @Test
    void an_exemplar_alone_finds_its_likes_and_a_negative_one_removes_some() {
        exemplar("positive_exemplar", new PixelBox(50, 50, 121, 121));
        run();
        assertFinds("red");

        exemplar("negative_exemplar", new PixelBox(470, 310, 141, 141));
        run();
        assertThat(coco().get("annotations").size()).isEqualTo(2);
        assertThat(latest().get("bboxes").size()).isEqualTo(2);
    }

    @Test
    void one_negative_exemplar_beside_a_text_removes_what_is_in_it() {
        text("red");
        exemplar("negative_exemplar", new PixelBox(50, 50, 121, 121));
        run();

        assertThat(coco().get("annotations").size()).isEqualTo(2);
    }

    @Test
    void a_negative_exemplar_alone_is_nothing_to_process() {
        exemplar("negative_exemplar", new PixelBox(50, 50, 121, 121));

        submit("").expectProblem(400, "there is nothing to process");
    }

    @Test
    void found_nothing_is_a_result_with_an_empty_mask_of_the_images_size() {
        text("purple");
        JsonNode job = run();

        assertThat(job.get("processed_count").intValue()).isEqualTo(1);
        JsonNode entry = latest();
        assertThat(entry.get("bboxes").size()).isZero();
        assertThat(entry.get("instance_count").intValue()).isZero();
        BinaryMask mask = Masks.ofPng(server.get("/process/mask/" + image + "?mode=find_all")
                .expect(200)
                .bytes());
        assertThat(mask).isEqualTo(BinaryMask.empty(640, 480));
        assertThat(coco().get("annotations").size()).isZero();
    }

    @Test
    void a_text_that_is_too_long_is_refused_at_submission_and_leaves_only_its_image_out() {
        text("red " + "and very very big ".repeat(12));
        submit("").expectProblem(400, "is too long: it has").expectProblem(400, "at most 30");
        assertThat(reason()).isEqualTo("UNSUPPORTED_PROMPT");

        String other = image;
        upload();
        text("red");
        String job = server.post("/jobs", "{\"mode\":\"find_all\",\"image_ids\":[\"" + other + "\",\"" + image + "\"]}")
                .expect(201)
                .field("id");
        JsonNode ended = server.ended(job);
        assertThat(ended.get("status").stringValue()).isEqualTo("completed");
        assertThat(ended.get("image_ids").size()).isEqualTo(1);
    }

    @Test
    void a_higher_threshold_drops_finds_and_is_another_parameter() {
        text("red");
        run();
        JsonNode strict = run(",\"parameters\":{\"score_threshold\":0.999}");

        assertThat(strict.get("parameters").get("score_threshold").doubleValue())
                .isEqualTo(0.999);
        assertThat(latest().get("bboxes").size()).isZero();
    }

    @Test
    void other_modes_show_no_text_and_no_boxes() {
        text("red");
        server.post(
                        "/point-annotations",
                        "{\"image_id\":\"" + image + "\",\"point_x\":110,\"point_y\":110,\"is_positive\":true}")
                .expect(201);
        String job = server.post("/jobs", "{\"mode\":\"point\",\"image_ids\":[\"" + image + "\"]}")
                .expect(201)
                .field("id");
        assertThat(server.ended(job).get("status").stringValue()).isEqualTo("completed");

        JsonNode entry = server.get("/images/" + image + "/history?mode=point")
                .expect(200)
                .json()
                .get(0);
        assertThat(entry.get("text_prompt_used").isNull()).isTrue();
        assertThat(entry.get("bboxes").isNull()).isTrue();
        BinaryMask disc = truth("red").get(0);
        assertThat(Masks.ofPng(server.get("/process/mask/" + image + "?mode=point")
                                .expect(200)
                                .bytes())
                        .iou(disc))
                .as("the detector's answer to a point in the first disc")
                .isGreaterThan(0.9);
    }

    @Test
    void models_says_which_modes_and_prompts_it_has_and_which_it_only_imitates() {
        JsonNode model = server.get("/models").expect(200).json().get("current");

        assertThat(strings(model.get("modes"))).containsExactly("find_all", "inside_box", "point");
        assertThat(strings(model.get("approximate_modes"))).containsExactly("inside_box", "point");
        assertThat(strings(model.get("prompt_kinds")))
                .contains("text", "positive_exemplar", "negative_exemplar", "box", "point");
        assertThat(model.get("exemplar_limit").intValue()).isPositive();
    }

    /** Exactly the shapes of that colour, each with an overlap of more than .9. */
    private void assertFinds(String colour) {
        List<BinaryMask> found = coco().get("annotations").values().stream()
                .map(annotation -> Masks.ofRle(annotation.get("segmentation")))
                .toList();
        List<BinaryMask> truth = truth(colour);
        assertThat(found).hasSameSizeAs(truth);
        for (BinaryMask shape : truth) {
            assertThat(found).anySatisfy(mask -> assertThat(mask.iou(shape)).isGreaterThan(0.9));
        }
    }

    private static List<BinaryMask> truth(String colour) {
        List<BinaryMask> masks = new ArrayList<>();
        Fixture.COLOUR_FINDER
                .golden()
                .required("scenes")
                .required(PICTURE)
                .required("truth")
                .required(colour)
                .forEach(shape -> masks.add(Fixture.mask(shape.required("rle"))));
        return masks;
    }

    private void text(String text) {
        server.patch("/images/" + image, "{\"text_prompt\":\"" + text.replace("\n", "\\n") + "\"}")
                .expect(200);
    }

    private void exemplar(String type, PixelBox box) {
        server.post(
                        "/annotations",
                        "{\"image_id\":\"" + image + "\",\"prompt_type\":\"" + type + "\",\"bbox_x\":" + box.x()
                                + ",\"bbox_y\":" + box.y() + ",\"bbox_width\":" + box.width() + ",\"bbox_height\":"
                                + box.height() + "}")
                .expect(201);
    }

    private Answer submit(String more) {
        return server.post("/jobs", body(more));
    }

    private String body(String more) {
        return "{\"mode\":\"find_all\",\"image_ids\":[\"" + image + "\"]" + more + "}";
    }

    private String reason() {
        return server.post("/jobs/preview", body(""))
                .expect(200)
                .json()
                .get("images")
                .get(0)
                .get("reason")
                .stringValue();
    }

    private JsonNode run() {
        return run("");
    }

    private JsonNode run(String more) {
        JsonNode ended = server.ended(submit(more).expect(201).field("id"));
        assertThat(ended.get("status").stringValue()).as(ended.toString()).isEqualTo("completed");
        return ended;
    }

    private JsonNode latest() {
        return server.get("/images/" + image + "/history?mode=find_all")
                .expect(200)
                .json()
                .get(0);
    }

    private JsonNode coco() {
        return server.get("/process/export/" + image + "?mode=find_all")
                .expect(200)
                .json();
    }

    private static List<String> strings(JsonNode array) {
        return array.values().stream().map(JsonNode::stringValue).toList();
    }
}
