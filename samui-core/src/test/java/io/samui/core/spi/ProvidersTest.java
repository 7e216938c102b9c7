package io.samui.core.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.ConfigurationException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProvidersTest {

    record Named(String name) implements Provider {}

    @Test
    void the_configured_one_is_taken() {
        assertThat(providers("onnx", "djl").choose("djl").name()).isEqualTo("djl");
    }

    @Test
    void without_configuration_the_only_one_is_taken() {
        assertThat(providers("mine").choose(null).name()).isEqualTo("mine");
    }

    @Test
    void several_without_configuration_are_an_error_that_lists_them_and_the_key() {
        assertThatThrownBy(() -> providers("onnx", "djl").choose(null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("djl, onnx")
                .hasMessageContaining("samui.inference.provider");
    }

    @Test
    void none_is_an_error_that_names_the_artifact_to_add() {
        assertThatThrownBy(() -> providers().choose(null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("io.samui:samui-inference-onnx");
    }

    @Test
    void a_missing_one_is_an_error_that_names_its_artifact_and_what_is_there() {
        assertThatThrownBy(() -> providers("onnx").choose("djl"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("There is: onnx")
                .hasMessageContaining("io.samui:samui-inference-djl");
    }

    @Test
    void two_of_one_name_are_an_error() {
        assertThatThrownBy(() -> providers("onnx", "onnx"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Two inference providers are named \"onnx\"");
    }

    @Test
    void settings_are_taken_apart_by_provider() {
        ProviderSettings settings = ProviderSettings.split(
                "samui.inference.",
                Set.of("onnx", "djl"),
                Map.of(
                        "samui.inference.device", "cpu",
                        "samui.inference.onnx.threads", "2",
                        "samui.inference.djl.flavor", "x",
                        "samui.storage.provider", "fs"));

        assertThat(settings.common()).containsExactly(Map.entry("device", "cpu"));
        assertThat(settings.own("onnx")).containsExactly(Map.entry("threads", "2"));
        assertThat(settings.own("other")).isEmpty();
    }

    @Test
    void settings_show_their_keys_only() {
        ProviderSettings settings = ProviderSettings.split(
                "samui.storage.",
                Set.of("s3"),
                Map.of("samui.storage.s3.secret-key", "hunter2", "samui.storage.x", "y2"));

        assertThat(settings.toString()).contains("secret-key").doesNotContain("hunter2", "y2");
    }

    @Test
    void calls_run_with_the_given_context_loader_and_leave_the_old_one() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        ClassLoader other = new ClassLoader(before) {};

        ClassLoader seen =
                ContextLoader.call(other, () -> Thread.currentThread().getContextClassLoader());

        assertThat(seen).isSameAs(other);
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    private static Providers<Named> providers(String... names) {
        return new Providers<>("inference", Stream.of(names).map(Named::new).toList());
    }
}
