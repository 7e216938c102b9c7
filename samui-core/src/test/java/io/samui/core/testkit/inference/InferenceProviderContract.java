package io.samui.core.testkit.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.ConfigurationException;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.InferenceProvider;
import io.samui.core.inference.InferenceSettings;
import io.samui.core.spi.ProviderConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every provider of inference promises. That it loads no natives is for each to show, as each knows its own. */
public abstract class InferenceProviderContract {

    @TempDir
    private Path folder;

    /** A new one, as ServiceLoader makes it. */
    protected abstract InferenceProvider newProvider();

    /**
     * Common keys, without their prefix, with which it makes an engine.
     *
     * @param folder an empty directory, to put a model into
     */
    protected abstract Map<String, String> workingSettings(Path folder);

    /** Keys of its own, without their prefix, that it cannot do without; most have none. */
    protected Map<String, String> ownSettings() {
        return Map.of();
    }

    @Test
    void it_is_found_as_a_service_under_its_name() {
        InferenceProvider provider = newProvider();

        assertThat(provider.name())
                .matches("[a-z][a-z0-9-]*")
                .isEqualTo(newProvider().name());
        assertThat(ServiceLoader.load(InferenceProvider.class))
                .filteredOn(found -> found.name().equals(provider.name()))
                .singleElement()
                .isInstanceOf(provider.getClass());
    }

    @Test
    void it_makes_engines_that_do_not_depend_on_each_other() {
        InferenceProvider provider = newProvider();
        InferenceEngine second = provider.create(config(Map.of(), Map.of()));
        try (InferenceEngine first = provider.create(config(Map.of(), Map.of()))) {
            assertThat(second).isNotSameAs(first);
        }
        second.open().close();
        second.close();
    }

    @Test
    void a_key_that_it_does_not_know_is_an_error_that_names_it() {
        String name = newProvider().name();

        assertThatThrownBy(() -> newProvider().create(config(Map.of(), Map.of("no-such-key", "1"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("samui.inference." + name + ".no-such-key");
        assertThatThrownBy(() -> newProvider().create(config(Map.of("no-such-key", "1"), Map.of())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("samui.inference.no-such-key");
    }

    @Test
    void a_model_that_is_not_there_is_an_error_that_says_what_to_set() {
        assertThatThrownBy(() -> newProvider().create(config(Map.of("model", "no-such-model"), Map.of())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no-such-model")
                .hasMessageContaining("samui.inference.model");
    }

    @Test
    void a_device_that_does_not_exist_is_an_error_that_names_it() {
        assertThatThrownBy(() -> {
                    try (InferenceEngine engine = newProvider().create(config(Map.of("device", "abacus"), Map.of()))) {
                        engine.info();
                    }
                })
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("abacus");
    }

    private ProviderConfig config(Map<String, String> common, Map<String, String> own) {
        Map<String, String> all = new HashMap<>(workingSettings(folder));
        all.putAll(common);
        Map<String, String> allOwn = new HashMap<>(ownSettings());
        allOwn.putAll(own);
        return new ProviderConfig(newProvider().name(), null, InferenceSettings.PREFIX, all, allOwn);
    }
}
