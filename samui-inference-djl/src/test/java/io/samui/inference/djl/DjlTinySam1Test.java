package io.samui.inference.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.InferenceSettings;
import io.samui.core.spi.ProviderConfig;
import io.samui.core.testkit.TinySam1;
import io.samui.core.testkit.inference.InferenceContract;
import io.samui.core.testkit.inference.TinySam1Golden;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The analytic SAM1 fixture as TorchScript: every promise of the SPI, and values that its graphs did not compute. */
class DjlTinySam1Test extends InferenceContract {

    @TempDir
    private Path folder;

    @Override
    protected InferenceEngine newEngine() {
        return engine(TinySam1.copyTorchScriptTo(folder), Map.of());
    }

    static InferenceEngine engine(Path bundle, Map<String, String> own) {
        return new DjlInferenceProvider()
                .create(new ProviderConfig(
                        "djl",
                        null,
                        InferenceSettings.PREFIX,
                        Map.of("device", "cpu", "model", bundle.toString()),
                        own));
    }

    @Test
    void masks_and_scores_are_the_golden_ones() {
        try (InferenceEngine engine = newEngine()) {
            TinySam1Golden.assertAgrees(engine);
            assertThat(engine.info().modelId()).isEqualTo("tiny-sam1-torchscript");
        }
    }

    @Test
    void optimised_graphs_give_the_same() {
        try (InferenceEngine engine =
                engine(TinySam1.copyTorchScriptTo(folder), Map.of("graph-optimizer", "true", "threads", "1"))) {
            TinySam1Golden.assertAgrees(engine);
        }
    }
}
