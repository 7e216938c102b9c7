package io.samui.rest.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.rest.Answer;
import io.samui.rest.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DescriptionTest {

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
    void every_call_is_described_in_openapi_3_1() {
        JsonNode api = server.get("/v3/api-docs").expect(200).json();

        assertThat(api.get("openapi").stringValue()).startsWith("3.1");
        List<String> calls = api.get("paths").properties().stream()
                .flatMap(path -> path.getValue().propertyNames().stream().map(method -> method + " " + path.getKey()))
                .map(call -> call.replaceAll("\\{[^}]*}", "{}"))
                .toList();
        assertThat(calls)
                .containsExactlyInAnyOrder(
                        "get /health",
                        "get /system",
                        "get /models",
                        "post /images",
                        "get /images",
                        "get /images/{}",
                        "patch /images/{}",
                        "get /images/{}/data",
                        "get /images/{}/view",
                        "get /images/{}/thumbnail",
                        "post /images/{}/preview",
                        "delete /images/{}",
                        "get /images/{}/history",
                        "get /images/history",
                        "post /annotations",
                        "get /annotations/{}",
                        "put /annotations/{}",
                        "delete /annotations/{}",
                        "post /point-annotations",
                        "get /point-annotations/{}",
                        "put /point-annotations/{}",
                        "delete /point-annotations/{}",
                        "post /jobs",
                        "get /jobs",
                        "get /jobs/{}",
                        "get /jobs/{}/items",
                        "post /jobs/{}/retry",
                        "post /jobs/preview",
                        "post /jobs/{}/cancel",
                        "post /queue/pause",
                        "post /queue/resume",
                        "get /jobs/events",
                        "get /jobs/{}/events",
                        "get /results/{}",
                        "get /results/{}/coco",
                        "get /results/{}/mask",
                        "get /results/{}/instances/{}/mask",
                        "get /results/{}/overlay",
                        "get /results/{}/compare/{}",
                        "get /results/{}/compare/{}/difference",
                        "get /export",
                        "get /process/mask/{}",
                        "get /process/export/{}");
    }

    @Test
    void clients_are_told_that_downloads_may_lead_to_the_storage() {
        JsonNode about = server.get("/v3/api-docs").json().get("info").get("description");

        assertThat(about.stringValue()).contains("307");
    }

    @Test
    void objects_are_described_with_the_names_they_are_sent_with() {
        JsonNode schemas = server.get("/v3/api-docs").json().get("components").get("schemas");

        assertThat(schemas.get("Image").get("properties").propertyNames())
                .containsExactlyInAnyOrder(
                        "id", "filename", "blob_path", "width", "height", "created_at", "text_prompt");
        assertThat(schemas.get("PointAnnotation").get("properties").propertyNames())
                .containsExactlyInAnyOrder("id", "image_id", "point_x", "point_y", "is_positive", "created_at");
        assertThat(schemas.get("Job").get("properties").propertyNames())
                .contains("is_running", "current_image_filename", "image_ids");
        assertThat(schemas.get("PreviewedImage").get("properties").propertyNames())
                .containsExactlyInAnyOrder("image_id", "filename", "needs_processing", "reason", "sentence");
        assertThat(schemas.get("NewAnnotation").get("required").values())
                .extracting(JsonNode::stringValue)
                .contains("image_id", "bbox_x");
        assertThat(schemas.get("Problem").get("properties").propertyNames()).contains("detail", "error_id");
    }

    @Test
    void every_call_says_how_it_fails_and_every_reference_leads_somewhere() {
        Answer answer = server.get("/v3/api-docs");
        JsonNode schemas = answer.json().get("components").get("schemas");

        answer.json()
                .get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(call -> assertThat(
                                        call.getValue().get("responses").propertyNames())
                                .as(call.getKey() + " " + path.getKey())
                                .contains("default")));
        answer.json()
                .findValuesAsString("$ref")
                .forEach(reference ->
                        assertThat(schemas.propertyNames()).contains(reference.replace("#/components/schemas/", "")));
    }

    @Test
    void the_api_can_be_browsed() {
        Answer docs = server.get("/docs").expect(302);
        Answer page = server.get(docs.header("location").replaceFirst("^https?://[^/]+", ""))
                .expect(200);

        assertThat(page.header("content-type")).startsWith("text/html");
        assertThat(page.header("content-security-policy")).contains("script-src 'self'");
        assertThat(server.get("/swagger-ui/swagger-initializer.js").expect(200).text())
                .contains("/v3/api-docs");
        server.get("/swagger-ui.html").expect(302);
        server.get("/openapi.json").expect(302);
    }

    @Test
    void the_page_at_the_root_is_strict_and_leads_to_the_api() {
        Answer root = server.get("/", "Accept", "text/html").expect(200);

        assertThat(root.header("content-type")).startsWith("text/html");
        assertThat(root.header("content-security-policy")).startsWith("default-src 'none'");
        assertThat(root.text()).contains("href=\"docs\"");
    }
}
