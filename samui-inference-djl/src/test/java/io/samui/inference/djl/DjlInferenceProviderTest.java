package io.samui.inference.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.ConfigurationException;
import io.samui.core.inference.InferenceProvider;
import io.samui.core.inference.InferenceSettings;
import io.samui.core.spi.ProviderConfig;
import io.samui.core.testkit.TinySam1;
import io.samui.core.testkit.inference.InferenceProviderContract;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DjlInferenceProviderTest extends InferenceProviderContract {

    @Override
    protected InferenceProvider newProvider() {
        return new DjlInferenceProvider();
    }

    @Override
    protected Map<String, String> workingSettings(Path folder) {
        return Map.of(
                "device", "cpu", "model", TinySam1.copyTorchScriptTo(folder).toString());
    }

    @Test
    void it_carries_no_model_and_says_how_to_name_one() {
        assertThatThrownBy(() -> new DjlInferenceProvider().create(config(Map.of())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("carries none")
                .hasMessageContaining("samui.inference.model");
    }

    @Test
    void missing_natives_are_a_plain_error_before_anything_is_loaded() {
        assertThatThrownBy(
                        () -> new DjlInferenceProvider(ClassLoader.getPlatformClassLoader()).create(config(Map.of())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("ai.djl.pytorch:pytorch-jni");
    }

    @Test
    void a_bad_value_is_an_error_that_names_the_key() {
        assertThatThrownBy(() -> new DjlInferenceProvider().create(config(Map.of("threads", "-1"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("samui.inference.djl.threads")
                .hasMessageContaining("-1");
    }

    @Test
    void threads_are_the_settings_unless_a_graph_asks_for_its_own() {
        assertThat(new DjlSettings(3, null).threadsOr(0)).isEqualTo(3);
        assertThat(new DjlSettings(3, null).threadsOr(2)).isEqualTo(2);
        assertThat(DjlSettings.defaults().threadsOr(0)).isZero();
        assertThat(DjlSettings.defaults().optimisesGraphs()).isFalse();
    }

    private static ProviderConfig config(Map<String, String> own) {
        return new ProviderConfig("djl", null, InferenceSettings.PREFIX, Map.of(), own);
    }
}
