package io.samui.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.ConfigurationException;
import io.samui.core.inference.InferenceProvider;
import io.samui.core.inference.InferenceSettings;
import io.samui.core.spi.ProviderConfig;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class OnnxInferenceProviderTest {

    private final OnnxInferenceProvider withoutModel = new OnnxInferenceProvider(ClassLoader.getPlatformClassLoader());

    @Test
    void it_is_found_as_a_service() {
        assertThat(ServiceLoader.load(InferenceProvider.class))
                .extracting(InferenceProvider::name)
                .contains("onnx");
    }

    @Test
    void without_any_model_it_says_how_to_get_one() {
        assertThatThrownBy(() -> withoutModel.create(config(Map.of())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("samui.inference.model")
                .hasMessageContaining("npm");
    }

    @Test
    void an_unknown_key_and_a_bad_value_are_errors_that_name_the_key() {
        assertThatThrownBy(() -> withoutModel.create(config(Map.of("thread", "2"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("samui.inference.onnx.thread");
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
