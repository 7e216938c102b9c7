package io.samui.rest.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.testkit.TinySam1;
import io.samui.rest.Answer;
import io.samui.rest.Masks;
import io.samui.rest.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ExportApiTest {

    @TempDir
    private static Path directory;

    private static TestServer server;

    private static String one;

    private static String two;

    @BeforeAll
    static void start() {
        server = TestServer.startWithTinyModel(directory);
        one = upload("one.png");
        two = upload("two.png");
        upload("three.png");
        box(one, 230, 40, 130, 110);
        box(two, 230, 40, 130, 110);
        box(two, 60, 230, 171, 121);
        String job = server.post("/jobs", "{\"image_ids\":[\"" + one + "\",\"" + two + "\"]}")
                .expect(201)
                .field("id");
        assertThat(server.ended(job).get("status").stringValue()).isEqualTo("completed");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void the_export_is_one_document_of_all_that_have_a_result() {
        Answer answer = server.get("/export?mode=inside_box&format=coco").expect(200);
        JsonNode coco = answer.json();

        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.header("content-disposition"))
                .isEqualTo("attachment; filename=\"samui_inside_box_coco.json\"");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(coco.get("images").values())
                .extracting(image -> image.get("file_name").stringValue())
                .containsExactly("two.png", "one.png");
        assertThat(coco.get("annotations").values())
                .extracting(annotation -> annotation.get("id").intValue())
                .containsExactly(1, 2, 3);
        long ofTwo = coco.get("images").get(0).get("id").longValue();
        assertThat(coco.get("annotations").values())
                .filteredOn(annotation -> annotation.get("image_id").longValue() == ofTwo)
                .hasSize(2);
        assertThat(coco.get("images").get(0).get("samui_id").stringValue()).isEqualTo(two);
        JsonNode single =
                server.get("/process/export/" + one).json().get("annotations").get(0);
        assertThat(Masks.ofRle(coco.get("annotations").get(2).get("segmentation")))
                .isEqualTo(Masks.ofRle(single.get("segmentation")));
        assertThat(coco.get("categories").toString()).isEqualTo("[{\"id\":1,\"name\":\"object\"}]");
    }

    @Test
    void mode_and_format_may_be_left_out_and_a_mode_without_results_is_empty() {
        assertThat(server.get("/export").expect(200).json())
                .isEqualTo(server.get("/export?mode=inside_box&format=coco").json());
        assertThat(server.get("/export?mode=point")
                        .expect(200)
                        .json()
                        .get("images")
                        .size())
                .isZero();
    }

    @Test
    void images_can_be_chosen() {
        for (String query : List.of(
                "image_ids=" + one + "," + UUID.randomUUID(), "image_ids=" + one + "&image_ids=" + UUID.randomUUID())) {
            JsonNode coco = server.get("/export?" + query).expect(200).json();

            assertThat(coco.get("images").size()).isEqualTo(1);
            assertThat(coco.get("annotations").size()).isEqualTo(1);
        }
    }

    private static String upload(String filename) {
        return server.upload(filename, "image/png", TinySam1.picture())
                .expect(201)
                .field("id");
    }

    private static void box(String image, int x, int y, int width, int height) {
        server.post(
                        "/annotations",
                        "{\"image_id\":\"" + image + "\",\"bbox_x\":" + x + ",\"bbox_y\":" + y + ",\"bbox_width\":"
                                + width + ",\"bbox_height\":" + height + "}")
                .expect(201);
    }
}
