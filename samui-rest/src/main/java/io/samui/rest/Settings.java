package io.samui.rest;

import io.samui.core.spi.SettingsBinder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * All {@code samui.*} settings as one flat map, wherever they were given: on the command line, in the environment, in an
 * application.yaml. Only translates; what they mean, and their defaults, is samui-core's.
 *
 * @param values those for samui-core, by full name, and the directory of plugins, which it knows by name only
 * @param own    those that only a server has, under {@code samui.rest.}
 */
record Settings(Map<String, String> values, Map<String, String> own) {

    static final String DATA_DIRECTORY = "samui.data-dir";
    static final String PLUGINS_DIRECTORY = "samui.plugins-dir";

    private static final String PREFIX = "samui.";

    /** Names with a dash, which an environment variable cannot tell from a dot. */
    private static final Map<String, String> DASHED = List.of(
                    DATA_DIRECTORY,
                    PLUGINS_DIRECTORY,
                    "samui.image.max-bytes",
                    "samui.image.max-pixels",
                    "samui.image.decode-budget",
                    "samui.queue.max-queued",
                    "samui.queue.images-in-flight",
                    "samui.queue.max-engine-errors",
                    "samui.queue.store-retry",
                    "samui.find-all.threshold",
                    "samui.inference.djl.graph-optimizer",
                    "samui.storage.s3.download-endpoint",
                    "samui.storage.s3.path-style",
                    "samui.storage.s3.access-key",
                    "samui.storage.s3.secret-key",
                    "samui.storage.s3.multipart-threshold",
                    "samui.storage.s3.part-size",
                    "samui.storage.s3.connect-timeout",
                    "samui.storage.s3.read-timeout",
                    "samui.storage.s3.call-timeout",
                    "samui.storage.s3.kms-key",
                    "samui.rest.allowed-hosts",
                    "samui.rest.direct-downloads",
                    "samui.rest.max-event-streams")
            .stream()
            .collect(Collectors.toMap(name -> variable(name, "_"), name -> name));

    private static final Map<String, String> DASHES_DROPPED =
            DASHED.values().stream().collect(Collectors.toMap(name -> variable(name, ""), name -> name));

    Settings {
        values = Map.copyOf(values);
        own = Map.copyOf(own);
    }

    static Settings of(ConfigurableEnvironment environment) {
        Map<String, String> all = new TreeMap<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> readable) {
                // sources come in order of precedence, so the first one that names a setting wins
                names(readable).forEach((name, original) -> {
                    Object value = readable.getProperty(original);
                    if (value != null) {
                        all.putIfAbsent(name, environment.resolvePlaceholders(value.toString()));
                    }
                });
            }
        }
        Map<String, String> values = new HashMap<>(all);
        values.keySet().removeIf(name -> name.startsWith(RestSettings.PREFIX));
        all.keySet().removeIf(name -> !name.startsWith(RestSettings.PREFIX));
        return new Settings(values, all);
    }

    /** By name of the setting, the name under which this source has it. */
    private static Map<String, String> names(EnumerablePropertySource<?> source) {
        boolean isEnvironment = source instanceof SystemEnvironmentPropertySource;
        Map<String, String> names = new TreeMap<>();
        for (String original : source.getPropertyNames()) {
            String name = isEnvironment ? ofVariable(original) : original;
            if (name != null && name.startsWith(PREFIX)) {
                names.put(name, original);
            }
        }
        return names;
    }

    private static @Nullable String ofVariable(String variable) {
        if (variable.startsWith(PREFIX)) {
            return variable; // some container platforms allow dots
        }
        if (!variable.startsWith("SAMUI_")) {
            return null;
        }
        String dashed = DASHED.getOrDefault(variable, DASHES_DROPPED.get(variable));
        return dashed == null ? variable.toLowerCase(Locale.ROOT).replace('_', '.') : dashed;
    }

    private static String variable(String name, String dash) {
        return name.toUpperCase(Locale.ROOT).replace("-", dash).replace('.', '_');
    }

    @Nullable
    String value(String name) {
        String value = values.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /**
     * The server's own.
     *
     * @throws io.samui.core.ConfigurationException for a key that does not exist, or a value that does not fit
     */
    RestSettings rest() {
        Map<String, String> keys = own.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().substring(RestSettings.PREFIX.length()), Map.Entry::getValue));
        return SettingsBinder.bind(RestSettings.class, RestSettings.PREFIX, keys);
    }

    /** Names only: values may be secrets. */
    @Override
    public String toString() {
        return "Settings" + values.keySet() + own.keySet();
    }
}
