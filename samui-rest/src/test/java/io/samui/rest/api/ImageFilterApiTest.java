package io.samui.rest.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.testkit.TinySam1;
import io.samui.rest.Answer;
import io.samui.rest.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ImageFilterApiTest {

    @TempDir
    private static Path directory;

    private static TestServer server;

    /** Processed; with a box that waits; changed after it was processed; without a box. */
    private static String done;

    @BeforeAll
    static void start() {
        server = TestServer.startWithTinyModel(directory);
        done = upload("done + 100%.png");
        upload("Ready.png");
        upload("changed.png");
        upload("empty.png");
        String changed = id("changed.png");
        box(done, 230);
        box(changed, 230);
        String job = server.post("/jobs", "{\"image_ids\":[\"" + done + "\",\"" + changed + "\"]}")
                .expect(201)
                .field("id");
        assertThat(server.ended(job).get("status").stringValue()).isEqualTo("completed");
        box(changed, 60);
        box(id("Ready.png"), 230);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void images_are_filtered_by_how_they_stand_in_a_mode() {
        assertThat(names("/images?state=needs_processing")).containsExactly("changed.png", "Ready.png");
        assertThat(names("/images?state=up_to_date&mode=inside_box")).containsExactly("done + 100%.png");
        assertThat(names("/images?state=nothing_to_process")).containsExactly("empty.png");
        assertThat(names("/images?state=failed")).isEmpty();
        assertThat(names("/images?state=nothing_to_process&mode=point")).hasSize(4);
        assertThat(names("/images?state=up_to_date&mode=point")).isEmpty();
        assertThat(names("/images?mode=point"))
                .as("a mode alone filters nothing")
                .hasSize(4);
    }

    @Test
    void images_are_filtered_by_name() {
        assertThat(names("/images?q=READY")).containsExactly("Ready.png");
        assertThat(names("/images?q=%2B%20100%25")).containsExactly("done + 100%.png");
        assertThat(names("/images?q=png&state=needs_processing")).containsExactly("changed.png", "Ready.png");
        assertThat(names("/images?q=ready&state=up_to_date")).isEmpty();
        assertThat(names("/images?q=")).hasSize(4);
        assertThat(names("/images?q=%20empty%20")).containsExactly("empty.png");
    }

    @Test
    void filters_go_along_from_page_to_page_whatever_is_in_them() {
        String twin = upload("done + 100% & more.png");

        Answer first = server.get("/images?q=done%20%2B%20100%25&limit=1").expect(200);
        Answer second = server.get(next(first)).expect(200);

        assertThat(first.json().get("total").intValue()).isEqualTo(2);
        assertThat(shown(first)).containsExactly("done + 100% & more.png");
        assertThat(shown(second)).containsExactly("done + 100%.png");
        assertThat(second.header("link")).isNull();
        server.delete("/images/" + twin).expect(204);

        Answer needing = server.get("/images?mode=inside_box&state=needs_processing&limit=1")
                .expect(200);
        assertThat(needing.json().get("total").intValue()).isEqualTo(2);
        assertThat(shown(server.get(next(needing)).expect(200))).containsExactly("Ready.png");
    }

    @Test
    void pages_come_without_a_total_where_it_is_not_wanted() {
        for (String filter :
                List.of("/images?total=false&limit=1", "/images?state=needs_processing&total=false&limit=1")) {
            Answer first = server.get(filter).expect(200);
            Answer second = server.get(next(first)).expect(200);

            assertThat(first.json().has("total")).isFalse();
            assertThat(second.json().has("total")).as("goes on as it began").isFalse();
            assertThat(shown(first)).hasSize(1).doesNotContainAnyElementsOf(shown(second));
            assertThat(shown(second)).hasSize(1);
        }
        server.get("/images?total=perhaps").expectProblem(400, "total");
    }

    @Test
    void a_mode_that_the_model_lacks_is_refused_with_what_it_has() {
        server.get("/images?mode=find_all&state=failed").expectProblem(400, "does not have the mode find_all");
        server.get("/images?mode=find_all").expect(200);
    }

    private static List<String> names(String path) {
        Answer answer = server.get(path).expect(200);
        List<String> names = shown(answer);
        assertThat(answer.json().get("total").intValue()).as(path).isEqualTo(names.size());
        return names;
    }

    private static List<String> shown(Answer answer) {
        List<String> names = new ArrayList<>();
        for (JsonNode image : answer.json().get("images")) {
            names.add(image.get("filename").stringValue());
        }
        return names;
    }

    private static String next(Answer page) {
        return page.header("link").replaceAll("<|>.*", "");
    }

    private static String id(String filename) {
        for (JsonNode image : server.get("/images").json().get("images")) {
            if (image.get("filename").stringValue().equals(filename)) {
                return image.get("id").stringValue();
            }
        }
        throw new AssertionError(filename);
    }

    private static String upload(String filename) {
        return server.upload(filename, "image/png", TinySam1.picture())
                .expect(201)
                .field("id");
    }

    private static void box(String image, int x) {
        server.post(
                        "/annotations",
                        "{\"image_id\":\"" + image + "\",\"bbox_x\":" + x
                                + ",\"bbox_y\":40,\"bbox_width\":130,\"bbox_height\":110}")
                .expect(201);
    }
}
