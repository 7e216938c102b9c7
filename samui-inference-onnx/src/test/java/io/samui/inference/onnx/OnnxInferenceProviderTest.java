package io.samui.inference.onnx;

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

class OnnxInferenceProviderTest extends InferenceProviderContract {

    private final OnnxInferenceProvider withoutModel = new OnnxInferenceProvider(ClassLoader.getPlatformClassLoader());

    @Override
    protected InferenceProvider newProvider() {
        return new OnnxInferenceProvider();
    }

    @Override
    protected Map<String, String> workingSettings(Path folder) {
        return Map.of("device", "cpu", "model", TinySam1.copyTo(folder).toString());
    }

    @Test
    void without_any_model_it_says_how_to_get_one() {
        assertThatThrownBy(() -> withoutModel.create(config(Map.of())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("samui.inference.model")
                .hasMessageContaining("npm");
    }

    @Test
    void a_bad_value_is_an_error_that_names_the_key() {
        assertThatThrownBy(() -> withoutModel.create(config(Map.of("threads", "-1"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("samui.inference.onnx.threads")
                .hasMessageContaining("-1");
    }

    @Test
    void threads_are_the_settings_unless_a_graph_asks_for_its_own() {
        assertThat(new OnnxSettings(3).threadsOr(0)).isEqualTo(3);
        assertThat(new OnnxSettings(3).threadsOr(2)).isEqualTo(2);
        assertThat(OnnxSettings.defaults().threadsOr(0)).isZero();
    }

    private static ProviderConfig config(Map<String, String> own) {
        return new ProviderConfig("onnx", null, InferenceSettings.PREFIX, Map.of(), own);
    }
}
