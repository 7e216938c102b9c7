package io.samui.core.spi;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a provider is created with: the keys common to its SPI and its own, bound to records.
 *
 * @param provider      the provider's name
 * @param dataDirectory {@code samui.data-dir}, which this process alone holds; null when everything is in memory
 * @param commonPrefix  such as {@code samui.inference.}
 * @param common        the SPI's common keys, without that prefix
 * @param own           the keys under {@code samui.<spi>.<name>.}, without that prefix
 */
public record ProviderConfig(
        String provider,
        @Nullable Path dataDirectory,
        String commonPrefix,
        Map<String, String> common,
        Map<String, String> own) {

    public ProviderConfig {
        common = Map.copyOf(common);
        own = Map.copyOf(own);
    }

    /**
     * Binds the common keys, such as {@code InferenceSettings}.
     *
     * @throws io.samui.core.ConfigurationException for a key the record lacks or a value that does not fit, naming the key
     */
    public <R extends Record> R common(Class<R> type) {
        return SettingsBinder.bind(type, commonPrefix, common);
    }

    /**
     * Binds the provider's own keys.
     *
     * @throws io.samui.core.ConfigurationException for a key the record lacks or a value that does not fit, naming the key
     */
    public <R extends Record> R own(Class<R> type) {
        return SettingsBinder.bind(type, commonPrefix + provider + ".", own);
    }

    /** Names and prefixes only: values may be secrets. */
    @Override
    public String toString() {
        return "ProviderConfig[" + commonPrefix + provider + ", keys " + own.keySet() + "]";
    }
}
