package io.samui.rest.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.testkit.TinySam1;
import io.samui.rest.Answer;
import io.samui.rest.TestServer;
import io.samui.rest.plugin.PluginJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SystemApiTest {

    @TempDir
    private Path directory;

    @Test
    void the_system_tells_what_is_installed_and_how_it_fares() {
        try (TestServer server = TestServer.startWithTinyModel(directory)) {
            Answer answer = server.get("/system").expect(200);
            JsonNode system = answer.json();

            assertThat(answer.header("cache-control")).isEqualTo("no-store");
            assertThat(system.propertyNames())
                    .containsExactly(
                            "version",
                            "started_at",
                            "uptime_seconds",
                            "java",
                            "model",
                            "model_problem",
                            "embedding_cache",
                            "memory",
                            "queue",
                            "storage",
                            "database",
                            "data_directory",
                            "plugins");
            assertThat(system.get("version").stringValue()).matches("\\d+\\.\\d+.*");
            assertThat(system.get("started_at").stringValue())
                    .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
            assertThat(system.get("uptime_seconds").doubleValue()).isNotNegative();
            assertThat(system.get("model").propertyNames())
                    .containsExactly(
                            "id",
                            "digest",
                            "modes",
                            "approximate_modes",
                            "prompt_kinds",
                            "missing_modes",
                            "missing_prompts",
                            "exemplar_limit",
                            "backend",
                            "device",
                            "loaded");
            assertThat(system.get("model").get("id").stringValue()).isEqualTo("tiny-sam1");
            assertThat(system.get("model").get("modes").toString()).isEqualTo("[\"inside_box\",\"point\"]");
            assertThat(system.get("model").get("prompt_kinds").toString()).isEqualTo("[\"box\",\"point\"]");
            JsonNode missing = system.get("model").get("missing_modes");
            assertThat(missing.size()).isEqualTo(1);
            assertThat(missing.get(0).get("mode").stringValue()).isEqualTo("find_all");
            assertThat(missing.get(0).get("sentence").stringValue())
                    .startsWith("The model tiny-sam1 does not have the mode find_all; it has inside_box, point.")
                    .contains("SAM3");
            assertThat(system.get("model").get("missing_prompts").values())
                    .extracting(prompt -> prompt.get("kind").stringValue())
                    .containsExactly("text", "positive_exemplar", "negative_exemplar");
            assertThat(system.get("model").get("device").stringValue()).isEqualTo("cpu");
            assertThat(system.get("model").get("loaded").booleanValue())
                    .as("asking loads no weights")
                    .isFalse();
            assertThat(system.get("model_problem").isNull()).isTrue();
            assertThat(system.get("queue").toString())
                    .isEqualTo("{\"paused\":false,\"queued\":0,\"running_job_id\":null}");
            assertThat(system.get("storage").get("provider").stringValue()).isEqualTo("fs");
            assertThat(system.get("storage").get("free_bytes").longValue()).isPositive();
            assertThat(system.get("database").toString()).isEqualTo("{\"kind\":\"sqlite\"}");
            assertThat(system.get("data_directory").get("free_bytes").longValue())
                    .isPositive();
            assertThat(system.get("memory").get("heap_used_bytes").longValue()).isPositive();
            assertThat(system.get("memory").get("direct_max_bytes").longValue()).isPositive();
            assertThat(system.get("plugins").toString()).isEqualTo("{\"loaded\":[],\"broken\":[]}");
        }
    }

    @Test
    void work_that_was_done_shows() {
        try (TestServer server = TestServer.startWithTinyModel(directory)) {
            String image = server.upload("shapes.png", "image/png", TinySam1.picture())
                    .expect(201)
                    .field("id");
            server.post(
                            "/annotations",
                            "{\"image_id\":\"" + image
                                    + "\",\"bbox_x\":230,\"bbox_y\":40,\"bbox_width\":130,\"bbox_height\":110}")
                    .expect(201);
            for (int run = 0; run < 3; run++) {
                String job = server.post("/jobs", "{\"image_ids\":[\"" + image + "\"],\"force_all\":true}")
                        .expect(201)
                        .field("id");
                server.ended(job);
            }

            JsonNode system = server.get("/system").expect(200).json();

            assertThat(system.get("model").get("loaded").booleanValue()).isTrue();
            JsonNode cache = system.get("embedding_cache");
            assertThat(cache.get("entries").intValue()).isEqualTo(1);
            assertThat(cache.get("hits").intValue()).isEqualTo(2);
            assertThat(cache.get("misses").intValue()).isEqualTo(1);
            assertThat(cache.get("bytes").longValue())
                    .isPositive()
                    .isLessThan(cache.get("capacity_bytes").longValue());
        }
    }

    @Test
    void models_names_the_current_one_and_those_that_could_be() throws IOException {
        Files.createDirectories(directory.resolve("models/another"));
        TinySam1.copyTo(directory.resolve("models/tiny-sam1"));
        try (TestServer server =
                TestServer.start(directory, "--samui.inference.model=tiny-sam1", "--samui.inference.device=cpu")) {
            Answer answer = server.get("/models").expect(200);

            assertThat(answer.header("cache-control")).isEqualTo("no-store");
            assertThat(answer.json().get("current"))
                    .isEqualTo(server.get("/system").json().get("model"));
            assertThat(answer.json().get("problem").isNull()).isTrue();
            assertThat(answer.json().get("installed").toString())
                    .isEqualTo(
                            "[{\"name\":\"another\",\"selected\":false},{\"name\":\"tiny-sam1\",\"selected\":true}]");
        }
    }

    @Test
    void without_a_usable_model_both_say_how_to_add_one() {
        try (TestServer server = TestServer.start(directory, "--samui.inference.model=absent")) {
            JsonNode models = server.get("/models").expect(200).json();
            JsonNode system = server.get("/system").expect(200).json();

            assertThat(models.get("current").isNull()).isTrue();
            assertThat(models.get("problem").stringValue())
                    .contains("There is no model \"absent\"")
                    .contains("samui.inference.model=");
            assertThat(models.get("installed").size()).isZero();
            assertThat(system.get("model").isNull()).isTrue();
            assertThat(system.get("model_problem")).isEqualTo(models.get("problem"));
            assertThat(system.get("queue").isNull()).isFalse();
        }
    }

    @Test
    void plugins_are_named_the_broken_ones_with_the_reason() throws IOException {
        PluginJars.storage(directory.resolve("plugins/attic/attic.jar"), "Attic", "attic");
        Files.writeString(directory.resolve("plugins/torn.jar"), "no jar");
        try (TestServer server = TestServer.start(directory, "--samui.storage.provider=attic")) {
            JsonNode system = server.get("/system").expect(200).json();

            assertThat(system.get("plugins").get("loaded").toString())
                    .isEqualTo("[{\"id\":\"attic\",\"brings\":[\"storage provider \\\"attic\\\"\"]}]");
            JsonNode broken = system.get("plugins").get("broken");
            assertThat(broken.size()).isEqualTo(1);
            assertThat(broken.get(0).get("id").stringValue()).isEqualTo("torn");
            assertThat(broken.get(0).get("reason").stringValue()).isNotBlank();
            assertThat(system.get("storage").toString())
                    .as("a storage without limits that it knows")
                    .isEqualTo("{\"provider\":\"attic\",\"free_bytes\":null}");
        }
    }

    @Test
    void secrets_do_not_show() {
        try (TestServer server = TestServer.startWithTinyModel(
                directory,
                "--samui.database.url=jdbc:sqlite:" + directory.resolve("elsewhere.db"),
                "--samui.database.user=somebody",
                "--samui.database.password=hunter2",
                "--samui.storage.s3.access-key=hunter3",
                "--samui.storage.s3.secret-key=hunter4")) {
            String shown = server.get("/system").expect(200).text()
                    + server.get("/models").expect(200).text();

            assertThat(shown).doesNotContain("hunter", "somebody", "jdbc:", "elsewhere.db");
        }
    }

    @Test
    void in_memory_there_is_no_data_directory() {
        try (TestServer server = TestServer.start(directory, "--samui.data-dir=")) {
            JsonNode system = server.get("/system").expect(200).json();

            assertThat(system.get("data_directory").isNull()).isTrue();
            assertThat(system.get("database").get("kind").stringValue()).isEqualTo("memory");
            assertThat(system.get("storage").get("provider").stringValue()).isEqualTo("memory");
        }
    }
}
