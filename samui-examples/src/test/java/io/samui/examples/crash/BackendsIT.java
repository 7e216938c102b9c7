package io.samui.examples.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.testkit.TinySam1;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The real server's jar, as it was built, with one backend and with a second one laid into its plugins directory: which of them works, and
 * what becomes of results that the other one made.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class BackendsIT {

    private static final List<String> DJL = List.of("--samui.inference.provider=djl");

    @TempDir
    private Path folder;

    private int starts;

    @BeforeEach
    void installModels() {
        TinySam1.copyTo(models("tiny-onnx"));
        TinySam1.copyTorchScriptTo(models("tiny-torchscript"));
        TinySam1.copyTorchScriptTo(models("same-torchscript"));
    }

    @Test
    void a_second_backend_makes_another_result_of_the_same_job_and_only_another_models_files_make_one_outdated()
            throws Exception {
        String image;
        try (ServerProcess process = launch(List.of(), "tiny-onnx")) {
            Client server = process.awaitReady();
            assertThat(backend(server)).startsWith("onnxruntime ");
            assertThat(plugins(server)).isEmpty();
            image = uploadWithBox(server);
            assertThat(reason(server, image)).isEqualTo("NEVER_PROCESSED");
            process(server, image);
            process.stop();
        }
        installPlugin();
        try (ServerProcess process = launch(DJL, "tiny-torchscript")) {
            Client server = process.awaitReady();
            assertThat(plugins(server)).contains("inference provider").contains("djl");
            assertThat(backend(server)).startsWith("pytorch ");
            assertThat(reason(server, image)).isEqualTo("MODEL_CHANGED");
            process(server, image);
            assertBothAreInTheHistoryAndAgree(server, image);
            process.stop();
        }
        try (ServerProcess process = launch(DJL, "same-torchscript")) {
            assertThat(reason(process.awaitReady(), image))
                    .as("the backend anew, the same files in another directory")
                    .isEqualTo("UP_TO_DATE");
            process.stop();
        }
    }

    @Test
    void a_backend_that_is_not_there_is_named_with_those_that_are_and_the_server_stays_up() throws Exception {
        try (ServerProcess process = launch(DJL, "tiny-torchscript")) {
            assertThat(problem(process.awaitReady()))
                    .contains("There is no inference provider \"djl\" (samui.inference.provider)")
                    .contains("There is: onnx")
                    .contains("samui-inference-djl");
        }
    }

    private static void assertBothAreInTheHistoryAndAgree(Client server, String image) throws IOException {
        JsonNode history =
                server.get("/images/" + image + "/history").expect(200).json();
        assertThat(history.size()).isEqualTo(2);
        JsonNode newer = history.get(0);
        JsonNode older = history.get(1);
        assertThat(text(newer, "backend")).startsWith("pytorch ");
        assertThat(text(older, "backend")).startsWith("onnxruntime ");
        assertThat(text(newer, "model_digest")).isNotEqualTo(text(older, "model_digest"));

        JsonNode comparison = server.get("/results/" + text(older, "id") + "/compare/" + text(newer, "id"))
                .expect(200)
                .json();
        assertThat(comparison.get("iou").doubleValue()).isBetween(0.99, 1.0);
        assertThat(comparison.get("kept_area").intValue()).isPositive();
        assertThat(comparison.get("instances").get(0).get("iou").doubleValue()).isGreaterThan(0.99);
        assertThat(comparison.get("prompts").get("same").booleanValue()).isTrue();
    }

    private static String uploadWithBox(Client server) throws IOException {
        String image = text(
                server.tryUpload("shapes.png", TinySam1.picture()).expect(201).json(), "id");
        server.post(
                        "/annotations",
                        Map.of("image_id", image, "bbox_x", 60, "bbox_y", 60, "bbox_width", 200, "bbox_height", 200))
                .expect(201);
        return image;
    }

    /** The same job under whichever backend. */
    private static void process(Client server, String image) throws IOException {
        String job = "/jobs/" + server.submit(List.of(image), false);
        JsonNode now = server.get(job).expect(200).json();
        while (List.of("queued", "running").contains(text(now, "status"))) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("The job did not end in time");
            }
            now = server.get(job).expect(200).json();
        }
        assertThat(text(now, "status")).as(now.toString()).isEqualTo("completed");
        assertThat(reason(server, image)).isEqualTo("UP_TO_DATE");
    }

    private static String reason(Client server, String image) throws IOException {
        return server.post("/jobs/preview", Map.of("image_ids", List.of(image)))
                .expect(200)
                .json()
                .findValue("reason")
                .stringValue();
    }

    private static String backend(Client server) throws IOException {
        JsonNode system = system(server);
        return text(system.get("model"), "backend");
    }

    private static String problem(Client server) throws IOException {
        return text(system(server), "model_problem");
    }

    /** The plugins that are in use, as they are told. */
    private static String plugins(Client server) throws IOException {
        JsonNode plugins = system(server).get("plugins");
        assertThat(plugins.get("broken").size()).as(plugins.toString()).isZero();
        JsonNode loaded = plugins.get("loaded");
        return loaded.isEmpty() ? "" : loaded.toString();
    }

    private static JsonNode system(Client server) throws IOException {
        return server.get("/system").expect(200).json();
    }

    private static String text(JsonNode node, String field) {
        return node.required(field).stringValue();
    }

    private ServerProcess launch(List<String> provider, String model) throws IOException {
        List<String> settings = new ArrayList<>(provider);
        settings.add("--samui.data-dir=" + folder.resolve("data"));
        settings.add("--samui.inference.model=" + model);
        settings.add("--samui.inference.device=cpu");
        return ServerProcess.launch(
                ServerProcess.findJar(null),
                List.of("-Xmx512m"),
                settings,
                folder.resolve("server-" + starts++ + ".log"));
    }

    private Path models(String name) {
        return folder.resolve("data/models").resolve(name);
    }

    /** Where the build left it, as it is. */
    private void installPlugin() throws IOException {
        Path plugin = ServerProcess.findJar(null)
                .resolve("../../../samui-inference-djl/target/plugin")
                .normalize();
        Path plugins = Files.createDirectories(folder.resolve("data/plugins"));
        Files.createSymbolicLink(plugins.resolve("djl"), plugin);
    }
}
