package io.samui.rest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.rest.Answer;
import io.samui.rest.TestImages;
import io.samui.rest.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {

    @TempDir
    private static Path directory;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(directory, "--samui.rest.allowed-hosts=samui.example.org, Other.example.org");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "https://evil.example:8000",
                "null",
                "",
                "http://127.0.0.1",
                "http://127.0.0.1:1",
                "http://localhost:{port}",
                "https://127.0.0.1",
                "http://127.0.0.1:{port}@evil.example",
                "http://127.0.0.1:{port}.evil.example",
                "http://evil.example/127.0.0.1:{port}",
                "file://",
                "chrome-extension://127.0.0.1:{port}"
            })
    void a_foreign_origin_changes_nothing(String template) {
        String origin = template.replace("{port}", String.valueOf(server.port()));
        String path = "/images/" + upload();
        String json = "{\"text_prompt\":\"x\"}";

        server.delete(path, "Origin", origin).expectProblem(403, "another origin");
        server.send("PATCH", path, BodyPublishers.ofString(json), "Content-Type", "application/json", "Origin", origin)
                .expectProblem(403, "another origin");
        server.send("POST", "/jobs", BodyPublishers.ofString("{}"), "Content-Type", "text/plain", "Origin", origin)
                .expectProblem(403, "another origin");
        server.get(path, "Origin", origin).expect(200);
        assertThat(server.get(path).json().get("text_prompt").isNull()).isTrue();
    }

    @Test
    void the_servers_own_pages_and_programs_without_an_origin_pass() {
        String port = ":" + server.port();

        server.delete("/images/" + upload(), "Origin", "http://127.0.0.1" + port)
                .expect(204);
        server.delete("/images/" + upload()).expect(204);
        server.delete("/images/" + upload(), "Host", "localhost" + port, "Origin", "http://LOCALHOST" + port)
                .expect(204);
    }

    @Test
    void a_proxy_that_takes_tls_off_passes() {
        server.delete("/images/" + upload(), "Host", "samui.example.org", "Origin", "https://samui.example.org")
                .expect(204);
        server.delete("/images/" + upload(), "Host", "samui.example.org:443", "Origin", "https://samui.example.org")
                .expect(204);
        server.delete("/images/" + upload(), "Host", "samui.example.org", "Origin", "https://samui.example.org:8443")
                .expectProblem(403, "another origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "evil.example:8000", "localhost.evil.example", "127.0.0.1.evil.example", "a b"})
    void a_server_on_loopback_answers_to_no_foreign_name(String host) {
        Answer answer = server.get("/images", "Host", host);

        assertThat(answer.status()).as(answer.text()).isIn(400, 403);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:9",
                "LOCALHOST",
                "samui.localhost",
                "127.0.0.1:9",
                "127.1.2.3",
                "[::1]:8000",
                "samui.example.org",
                "other.example.org:80"
            })
    void a_server_on_loopback_answers_to_its_own_names_and_those_it_was_given(String host) {
        server.get("/images", "Host", host).expect(200);
    }

    private static String upload() {
        return server.upload("photo.png", "image/png", TestImages.png(30, 20))
                .expect(201)
                .field("id");
    }
}
