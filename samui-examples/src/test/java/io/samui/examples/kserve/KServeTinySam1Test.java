package io.samui.examples.kserve;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.inference.EngineInfo;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.testkit.inference.InferenceContract;
import io.samui.core.testkit.inference.TinySam1Golden;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The analytic SAM1 fixture on another server: every promise of the SPI, and values that its graphs did not compute. */
class KServeTinySam1Test extends InferenceContract {

    @TempDir
    private static Path models;

    private static TinyServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        server = TinyServer.start(models);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected InferenceEngine newEngine() {
        return server.engine(TinyServer.bundle(folder.resolve("tiny")));
    }

    @Test
    void masks_and_scores_are_the_golden_ones_and_tensors_go_as_bytes() {
        int json = server.server.jsonRequests.get();
        int binary = server.binaryRequests();
        try (InferenceEngine engine = newEngine()) {
            TinySam1Golden.assertAgrees(engine);

            EngineInfo info = engine.info();
            assertThat(info.modelId()).isEqualTo("tiny");
            assertThat(info.device()).isEqualTo(server.url().substring("http://".length()));
        }
        assertThat(server.binaryRequests()).isGreaterThan(binary);
        assertThat(server.server.jsonRequests).hasValue(json);
    }

    @Test
    void another_version_is_another_model() {
        Path other = TinyServer.bundle(folder.resolve("other"), "tiny-encoder/1", "tiny-decoder/1");
        try (InferenceEngine one = newEngine();
                InferenceEngine two = server.engine(other)) {
            assertThat(two.info().modelDigest()).isNotEqualTo(one.info().modelDigest());
        }
    }
}
