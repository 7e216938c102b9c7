package io.samui.core;

import io.samui.core.history.HistorySettings;
import io.samui.core.image.ImageLimits;
import io.samui.core.inference.CacheSettings;
import io.samui.core.inference.FindAllSettings;
import io.samui.core.inference.InferenceSettings;
import io.samui.core.job.QueueSettings;
import io.samui.core.persistence.DatabaseSettings;
import io.samui.core.spi.SettingsBinder;
import io.samui.core.storage.StorageSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The flat map of {@code samui.*} keys, taken apart into the records that hold each setting and its default. A key that nobody
 * knows is an error, so that a misspelt one does not go unnoticed.
 */
final class SamuiSettings {

    private static final String PREFIX = "samui.";

    /** The keys without a group. That of the plugins is read by the server alone, and stands here to be found where it is misspelt. */
    private record Top(@Nullable Path dataDir, @Nullable Path pluginsDir) {}

    /** {@code samui.cluster.*}, made by the binder. */
    @SuppressWarnings("UnusedMethod")
    private record Cluster(@Nullable Boolean enabled) {
        private Cluster {
            if (enabled != null && enabled) {
                throw new ConfigurationException("samui.cluster.enabled is not supported yet: leave it out");
            }
        }
    }

    /** Groups whose keys are one record; those of the two SPIs also hold their providers' keys. */
    private static final List<String> GROUPS = List.of(
            InferenceSettings.PREFIX,
            StorageSettings.PREFIX,
            CacheSettings.PREFIX,
            ImageLimits.PREFIX,
            QueueSettings.PREFIX,
            FindAllSettings.PREFIX,
            DatabaseSettings.PREFIX,
            HistorySettings.PREFIX,
            "samui.cluster.");

    private final Map<String, String> flat;
    private final Top top;

    SamuiSettings(Map<String, String> flat) {
        this.flat = Map.copyOf(flat);
        this.top = SettingsBinder.bind(Top.class, PREFIX, ungrouped());
        bind(Cluster.class, "samui.cluster.");
    }

    Map<String, String> flat() {
        return flat;
    }

    Optional<Path> dataDirectory() {
        return Optional.ofNullable(top.dataDir());
    }

    /** Whether a group has any key. */
    boolean has(String group) {
        return flat.keySet().stream().anyMatch(key -> key.startsWith(group));
    }

    <R extends Record> R bind(Class<R> type, String group) {
        Map<String, String> own = new HashMap<>();
        flat.forEach((key, value) -> {
            if (key.startsWith(group)) {
                own.put(key.substring(group.length()), value);
            }
        });
        return SettingsBinder.bind(type, group, own);
    }

    private Map<String, String> ungrouped() {
        Map<String, String> rest = new HashMap<>();
        flat.forEach((key, value) -> {
            if (!key.startsWith(PREFIX)) {
                throw new ConfigurationException("The setting " + key + " does not begin with " + PREFIX);
            }
            if (GROUPS.stream().noneMatch(key::startsWith)) {
                rest.put(key.substring(PREFIX.length()), value);
            }
        });
        return rest;
    }
}
