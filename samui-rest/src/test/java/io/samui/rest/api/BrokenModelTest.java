package io.samui.rest.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.testkit.TinySam1;
import io.samui.rest.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A broken model: the server is up, says what is wrong with which file, and takes the mended one without a restart. */
class BrokenModelTest {

    @TempDir
    private Path directory;

    @Test
    void a_server_with_a_broken_model_is_up_and_says_what_to_do() throws IOException {
        Path model = TinySam1.copyTo(directory.resolve("models/mine"));
        byte[] whole = Files.readAllBytes(model.resolve("encoder.onnx"));
        Files.write(model.resolve("encoder.onnx"), Arrays.copyOf(whole, whole.length / 2));

        try (TestServer server =
                TestServer.start(directory, "--samui.inference.model=mine", "--samui.inference.device=cpu")) {
            JsonNode models = server.get("/models").expect(200).json();

            assertThat(models.get("current").isNull()).isTrue();
            assertThat(models.get("problem").stringValue())
                    .contains("encoder.onnx is cut short", "Copy or download it again");
            server.get("/images").expect(200);

            Files.write(model.resolve("encoder.onnx"), whole);
            assertThat(server.get("/models").expect(200).json().get("problem").isNull())
                    .isTrue();
        }
    }

    @Test
    void a_checksum_that_differs_shows_in_models_too() throws IOException {
        Path model = TinySam1.copyTo(directory.resolve("models/mine"));
        Files.writeString(model.resolve("model.json"), """
                {"format": 1, "id": "mine", "family": "sam1-meta",
                 "files": [{"role": "encoder", "path": "encoder.onnx"},
                           {"role": "decoder", "path": "decoder.onnx", "sha256": "00"}]}
                """);

        try (TestServer server =
                TestServer.start(directory, "--samui.inference.model=mine", "--samui.inference.device=cpu")) {
            assertThat(server.get("/models").expect(200).json().get("problem").stringValue())
                    .contains("decoder.onnx is damaged or another one", "Fetch it again");
            server.get("/images").expect(200);
        }
    }
}
