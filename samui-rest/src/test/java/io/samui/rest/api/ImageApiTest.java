package io.samui.rest.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.rest.Answer;
import io.samui.rest.TestImages;
import io.samui.rest.TestServer;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ImageApiTest {

    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";

    @TempDir
    private static Path directory;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(directory);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void health_is_healthy() {
        Answer answer = server.get("/health").expect(200);

        assertThat(answer.text()).isEqualTo("{\"status\":\"healthy\"}");
        assertThat(answer.header("content-type")).isEqualTo("application/json");
    }

    @Test
    void an_upload_answers_with_the_image() {
        Answer answer =
                server.upload("photo.png", "image/png", TestImages.png(100, 80)).expect(201);

        JsonNode image = answer.json();
        assertThat(image.propertyNames())
                .containsExactly("id", "filename", "blob_path", "width", "height", "created_at", "text_prompt");
        assertThat(UUID.fromString(answer.field("id"))).hasToString(answer.field("id"));
        assertThat(answer.field("filename")).isEqualTo("photo.png");
        assertThat(answer.field("blob_path")).isEqualTo("images/" + answer.field("id") + ".png");
        assertThat(server.blobs()).contains(answer.field("blob_path"));
        assertThat(image.get("width").intValue()).isEqualTo(100);
        assertThat(image.get("height").intValue()).isEqualTo(80);
        assertThat(answer.field("created_at")).matches(TIME);
        assertThat(image.get("text_prompt").isNull()).isTrue();
    }

    @Test
    void an_image_is_told_by_its_bytes_whatever_it_was_sent_as() {
        Answer answer = server.upload("photo.txt", "text/plain", TestImages.jpeg(100, 80))
                .expect(201);

        assertThat(answer.field("blob_path")).endsWith(".jpg");
        assertThat(server.get("/images/" + answer.field("id") + "/data").header("content-type"))
                .isEqualTo("image/jpeg");
    }

    @Test
    void the_list_has_the_newest_first_and_the_number_of_all() {
        String first = upload();
        String second = upload();

        JsonNode list = server.get("/images").expect(200).json();

        assertThat(list.propertyNames()).containsExactly("images", "total");
        assertThat(list.get("images").get(0).get("id").stringValue()).isEqualTo(second);
        assertThat(list.get("images").get(1).get("id").stringValue()).isEqualTo(first);
        assertThat(list.get("total").intValue()).isEqualTo(list.get("images").size());
    }

    @Test
    void an_image_is_got_by_its_id_as_it_was_uploaded() {
        Answer uploaded = server.upload("a.png", "image/png", TestImages.png(30, 20));

        assertThat(server.get("/images/" + uploaded.field("id")).expect(200).json())
                .isEqualTo(uploaded.json());
    }

    @Test
    void the_data_are_the_original_bytes() {
        byte[] jpeg = TestImages.jpeg(100, 80);
        String id = server.upload("a.jpg", "image/jpeg", jpeg).field("id");

        Answer data = server.get("/images/" + id + "/data").expect(200);

        assertThat(data.bytes()).isEqualTo(jpeg);
        assertThat(data.header("content-type")).isEqualTo("image/jpeg");
        assertThat(data.header("content-length")).isEqualTo(String.valueOf(jpeg.length));
        assertThat(data.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(data.header("cache-control")).contains("private", "max-age=31536000", "immutable");
        assertThat(data.header("etag")).matches("\"[^\"]+\"");
    }

    @Test
    void data_that_a_browser_has_already_are_not_sent_again() {
        String path = "/images/" + upload() + "/data";
        String etag = server.get(path).header("etag");

        Answer again = server.get(path, "If-None-Match", etag).expect(304);

        assertThat(again.bytes()).isEmpty();
    }

    @Test
    void a_range_of_the_data_can_be_had() {
        byte[] png = TestImages.png(100, 80);
        String id = server.upload("a.png", "image/png", png).field("id");

        Answer part =
                server.get("/images/" + id + "/data", "Range", "bytes=1-3").expect(206);

        assertThat(part.text()).isEqualTo("PNG");
    }

    @Test
    void a_text_prompt_is_set_kept_and_cleared() {
        String path = "/images/" + upload();
        String text = "Katze \u732b; dog";

        server.patch(path, "{\"text_prompt\":\"" + text + "\"}").expect(200);

        assertThat(server.patch(path, "{}").expect(200).field("text_prompt")).isEqualTo(text);
        assertThat(server.patch(path, "{\"unknown\":1}").expect(200).field("text_prompt"))
                .isEqualTo(text);
        assertThat(server.get(path).field("text_prompt")).isEqualTo(text);
        Answer cleared = server.patch(path, "{\"text_prompt\":null}").expect(200);
        assertThat(cleared.json().get("text_prompt").isNull()).isTrue();
        assertThat(server.get(path).json().get("text_prompt").isNull()).isTrue();
    }

    @Test
    void a_text_prompt_has_at_most_1024_characters() {
        String path = "/images/" + upload();

        server.patch(path, "{\"text_prompt\":\"" + "x".repeat(1024) + "\"}").expect(200);
        server.patch(path, "{\"text_prompt\":\"" + "y".repeat(1025) + "\"}").expectProblem(400, "1024");
        assertThat(server.get(path).field("text_prompt")).isEqualTo("x".repeat(1024));
    }

    @Test
    void a_deleted_image_is_gone_with_its_annotations_and_blobs() {
        Answer image = server.upload("a.png", "image/png", TestImages.png(100, 80));
        String id = image.field("id");
        server.post(
                        "/annotations",
                        "{\"image_id\":\"" + id + "\",\"bbox_x\":1,\"bbox_y\":1,\"bbox_width\":5,\"bbox_height\":5}")
                .expect(201);

        Answer answer = server.delete("/images/" + id).expect(204);

        assertThat(answer.bytes()).isEmpty();
        server.get("/images/" + id).expectProblem(404, "Image not found");
        server.get("/images/" + id + "/data").expectProblem(404, "Image not found");
        server.delete("/images/" + id).expectProblem(404, "Image not found");
        assertThat(server.get("/annotations/" + id).json().get("total").intValue())
                .isZero();
        assertThat(server.blobs()).doesNotContain(image.field("blob_path"));
    }

    @Test
    void an_unknown_image_is_404_in_every_call() {
        String unknown = UUID.randomUUID().toString();

        server.get("/images/" + unknown).expectProblem(404, "Image not found");
        server.get("/images/" + unknown + "/data").expectProblem(404, "Image not found");
        server.get("/images/" + unknown + "/history").expectProblem(404, "Image not found");
        server.patch("/images/" + unknown, "{\"text_prompt\":\"cat\"}").expectProblem(404, "Image not found");
        server.patch("/images/" + unknown, "{}").expectProblem(404, "Image not found");
        server.get("/process/mask/" + unknown).expectProblem(404, "Image not found");
        server.get("/process/export/" + unknown).expectProblem(404, "Image not found");
    }

    @Test
    void a_file_name_of_any_language_comes_back() {
        for (String name : new String[] {"\u5199\u771f 1.png", "a b (1).png", "quote\"d.png", "no-extension"}) {
            Answer answer =
                    server.upload(name, "image/png", TestImages.png(30, 20)).expect(201);

            assertThat(answer.field("filename")).isEqualTo(name);
        }
    }

    private static String upload() {
        return server.upload("photo.png", "image/png", TestImages.png(100, 80))
                .expect(201)
                .field("id");
    }
}
