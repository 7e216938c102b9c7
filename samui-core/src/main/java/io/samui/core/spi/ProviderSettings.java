package io.samui.core.spi;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The settings of one SPI, taken apart: keys under a provider's name are that provider's, all others are common.
 *
 * @param prefix     of all of them, such as {@code samui.inference.}
 * @param common     without the prefix
 * @param byProvider by provider name, without prefix and name; providers without settings have no entry
 */
public record ProviderSettings(String prefix, Map<String, String> common, Map<String, Map<String, String>> byProvider) {

    /**
     * Takes settings apart.
     *
     * @param settings      all settings, of which those with {@code prefix} are taken
     * @param providerNames names whose keys are not common: the providers that are there and those we know of, so that a
     *     setting of an absent backend is no error
     */
    public static ProviderSettings split(
            String prefix, Collection<String> providerNames, Map<String, String> settings) {
        Map<String, String> common = new HashMap<>();
        Map<String, Map<String, String>> byProvider = new HashMap<>();
        settings.forEach((key, value) -> {
            if (!key.startsWith(prefix)) {
                return;
            }
            String rest = key.substring(prefix.length());
            int dot = rest.indexOf('.');
            if (dot > 0 && providerNames.contains(rest.substring(0, dot))) {
                byProvider
                        .computeIfAbsent(rest.substring(0, dot), name -> new HashMap<>())
                        .put(rest.substring(dot + 1), value);
            } else {
                common.put(rest, value);
            }
        });
        return new ProviderSettings(prefix, common, byProvider);
    }

    /** The provider's own keys, without prefix and name. */
    public Map<String, String> own(String provider) {
        return byProvider.getOrDefault(provider, Map.of());
    }

    /** Keys only: values may be secrets. */
    @Override
    public String toString() {
        Map<String, Object> keys = new TreeMap<>();
        byProvider.forEach((name, values) -> keys.put(name, new TreeSet<>(values.keySet())));
        return "ProviderSettings[" + prefix + ", common " + new TreeSet<>(common.keySet()) + ", own " + keys + "]";
    }
}
