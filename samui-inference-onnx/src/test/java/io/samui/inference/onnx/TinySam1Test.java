package io.samui.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.InferenceSettings;
import io.samui.core.spi.ProviderConfig;
import io.samui.core.testkit.TinySam1;
import io.samui.core.testkit.inference.InferenceContract;
import io.samui.core.testkit.inference.TinySam1Golden;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The analytic SAM1 fixture: every promise of the SPI, and values that its graphs did not compute. */
class TinySam1Test extends InferenceContract {

    @TempDir
    private Path folder;

    @Override
    protected InferenceEngine newEngine() {
        return engine(TinySam1.copyTo(folder.resolve("tiny")));
    }

    static InferenceEngine engine(Path bundle) {
        return new OnnxInferenceProvider()
                .create(new ProviderConfig(
                        "onnx",
                        null,
                        InferenceSettings.PREFIX,
                        Map.of("device", "cpu", "model", bundle.toString()),
                        Map.of()));
    }

    @Test
    void the_single_mask_decoder_gives_the_golden_masks_and_scores() {
        try (InferenceEngine engine = newEngine()) {
            TinySam1Golden.assertAgrees(engine);
        }
    }

    @Test
    void the_multimask_decoder_gives_the_same() {
        Path bundle = TinySam1.copyTo(folder.resolve("multi"), "encoder.onnx", "decoder_multimask.onnx");
        try (InferenceEngine engine = engine(bundle)) {
            TinySam1Golden.assertAgrees(engine);
        }
    }

    @Test
    void a_bundle_under_other_names_has_the_same_digest() throws Exception {
        Path renamed = TinySam1.copyTo(folder.resolve("renamed"));
        Files.move(renamed.resolve("encoder.onnx"), renamed.resolve("whatever.onnx"));
        try (InferenceEngine one = newEngine();
                InferenceEngine other = engine(renamed)) {
            assertThat(other.info().modelDigest()).isEqualTo(one.info().modelDigest());
            assertThat(other.info().modelId()).isEqualTo("renamed");
        }
    }
}
