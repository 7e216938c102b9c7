package io.samui.examples.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.samui.core.testkit.TinySam1;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The real server with a second backend in its plugins directory, and the same data under one backend after the other. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BackendsIT {

    @TempDir
    private Path folder;

    private String onnxModel;
    private String djlModel;
    private int starts;

    @BeforeEach
    void install() throws IOException {
        onnxModel = TinySam1.copyTo(folder.resolve("data/models/tiny-onnx")).toString();
        djlModel = TinySam1.copyTorchScriptTo(folder.resolve("data/models/tiny-torchscript"))
                .toString();
        Path plugin = ServerProcess.findJar(null)
                .resolve("../../../samui-inference-djl/target/plugin")
                .normalize();
        Files.createDirectories(folder.resolve("data/plugins"));
        Files.createSymbolicLink(folder.resolve("data/plugins/djl"), plugin);
    }

    @Test
    void with_two_backends_and_none_chosen_the_server_says_which_there_are() throws Exception {
        try (ServerProcess process = launch(List.of())) {
            Client server = process.awaitReady();

            assertThat(server.get("/models").expect(200).text())
                    .contains("djl, onnx")
                    .contains("samui.inference.provider");
            process.stop();
        }
    }

    @Test
    void another_backend_means_another_model_exactly_where_the_files_differ() throws Exception {
        String image;
        try (ServerProcess process = launch(provider("onnx", onnxModel))) {
            Client server = process.awaitReady();
            image = server.tryUpload("shapes.png", TinySam1.picture())
                    .expect(201)
                    .json()
                    .get("id")
                    .stringValue();
            server.post(
                            "/annotations",
                            Map.of(
                                    "image_id", image,
                                    "bbox_x", 60,
                                    "bbox_y", 60,
                                    "bbox_width", 200,
                                    "bbox_height", 200))
                    .expect(201);
            process(server, image);
            assertThat(reason(server, image)).isEqualTo("UP_TO_DATE");
            process.stop();
        }
        try (ServerProcess process = launch(provider("djl", djlModel))) {
            Client server = process.awaitReady();
            assertThat(server.get("/models").expect(200).text()).contains("pytorch");
            assertThat(reason(server, image)).isEqualTo("MODEL_CHANGED");
            process(server, image);
            assertThat(reason(server, image)).isEqualTo("UP_TO_DATE");
            List<JsonNode> history = List.copyOf(server.get("/images/" + image + "/history")
                    .expect(200)
                    .json()
                    .values());
            assertThat(history).hasSize(2);
            assertThat(history)
                    .extracting(entry -> entry.get("model_digest").stringValue())
                    .doesNotHaveDuplicates();
            assertThat(iou(mask(server, history.get(0)), mask(server, history.get(1))))
                    .isCloseTo(1, within(0.01));
            process.stop();
        }
        String renamed = TinySam1.copyTorchScriptTo(folder.resolve("data/models/renamed"))
                .toString();
        try (ServerProcess process = launch(provider("djl", renamed))) {
            assertThat(reason(process.awaitReady(), image))
                    .as("the same files in another directory")
                    .isEqualTo("UP_TO_DATE");
            process.stop();
        }
    }

    private ServerProcess launch(List<String> more) throws IOException {
        List<String> settings =
                new ArrayList<>(List.of("--samui.data-dir=" + folder.resolve("data"), "--samui.inference.device=cpu"));
        settings.addAll(more);
        return ServerProcess.launch(
                ServerProcess.findJar(null),
                List.of("-Xmx512m"),
                settings,
                folder.resolve("server-" + starts++ + ".log"));
    }

    private static List<String> provider(String name, String model) {
        return List.of("--samui.inference.provider=" + name, "--samui.inference.model=" + model);
    }

    private static void process(Client server, String image) throws IOException {
        String job = server.submit(List.of(image), false);
        JsonNode now = server.get("/jobs/" + job).expect(200).json();
        while (List.of("queued", "running").contains(now.get("status").stringValue())) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("The job did not end in time");
            }
            now = server.get("/jobs/" + job).expect(200).json();
        }
        assertThat(now.get("status").stringValue()).as(now.toString()).isEqualTo("completed");
    }

    private static String reason(Client server, String image) throws IOException {
        return server.post("/jobs/preview", Map.of("image_ids", List.of(image)))
                .expect(200)
                .json()
                .findValue("reason")
                .stringValue();
    }

    private static BufferedImage mask(Client server, JsonNode entry) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(
                server.get("/results/" + entry.get("id").stringValue() + "/mask")
                        .expect(200)
                        .body()));
    }

    private static double iou(BufferedImage one, BufferedImage other) {
        int both = 0;
        int either = 0;
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                boolean inOne = one.getRaster().getSample(x, y, 0) > 127;
                boolean inOther = other.getRaster().getSample(x, y, 0) > 127;
                both += inOne && inOther ? 1 : 0;
                either += inOne || inOther ? 1 : 0;
            }
        }
        assertThat(either).as("pixels that are set").isPositive();
        return (double) both / either;
    }
}
