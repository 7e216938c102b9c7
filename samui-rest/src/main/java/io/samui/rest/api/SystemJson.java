package io.samui.rest.api;

import io.samui.core.inference.EmbeddingCache;
import io.samui.core.system.MemoryStatus;
import io.samui.core.system.StorageStatus;
import io.samui.core.system.SystemStatus;
import io.samui.rest.plugin.BrokenPlugin;
import io.samui.rest.plugin.Plugin;
import io.samui.rest.plugin.Plugins;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is installed and how it fares. */
@Schema(name = "System")
record SystemJson(
        @Schema(example = "0.1.0") String version,

        @Schema(format = "date-time", example = Examples.TIME)
        String startedAt,

        @Schema(example = "86400.125") double uptimeSeconds,
        JavaJson java,

        @Schema(description = "The configured model; null when it cannot be used") @Nullable
        ModelJson model,

        @Schema(description = "Why there is no usable model, and what to do; null when there is one") @Nullable
        String modelProblem,

        EmbeddingCacheJson embeddingCache,
        MemoryJson memory,

        @Schema(description = "null while the database does not answer") @Nullable
        QueueStatusJson queue,

        StorageJson storage,
        DatabaseJson database,

        @Schema(description = "null where there is none") @Nullable
        DataDirectoryJson dataDirectory,

        PluginsJson plugins) {

    @Schema(name = "SystemJava")
    record JavaJson(
            @Schema(example = "17.0.17") String version,
            @Schema(example = "8") int processors) {}

    @Schema(name = "SystemEmbeddingCache")
    record EmbeddingCacheJson(
            @Schema(example = "104857600") long bytes,
            @Schema(example = "536870912") long capacityBytes,
            @Schema(example = "25") int entries,

            @Schema(description = "How often an image did not need to be encoded", example = "120")
            long hits,

            @Schema(example = "30") long misses) {

        static EmbeddingCacheJson of(EmbeddingCache.Status cache) {
            return new EmbeddingCacheJson(
                    cache.heldBytes(), cache.capacity(), cache.entries(), cache.hits(), cache.misses());
        }
    }

    @Schema(name = "SystemMemory", description = "Of the Java process. A model's weights are not in it")
    record MemoryJson(
            @Schema(example = "83886080") long heapUsedBytes,
            @Schema(example = "2147483648") long heapMaxBytes,
            @Schema(example = "104857600") long directUsedBytes,
            @Schema(example = "2147483648") long directMaxBytes) {

        static MemoryJson of(MemoryStatus memory) {
            return new MemoryJson(memory.heapUsed(), memory.heapMax(), memory.directUsed(), memory.directMax());
        }
    }

    @Schema(name = "SystemStorage", description = "Where images and results are kept")
    record StorageJson(
            @Schema(example = "fs") String provider,

            @Schema(description = "null where it cannot be told", example = "53687091200") @Nullable
            Long freeBytes) {}

    @Schema(name = "SystemDatabase")
    record DatabaseJson(
            @Schema(
                    allowableValues = {"memory", "sqlite", "postgresql", "custom"},
                    example = "sqlite")
            String kind) {}

    @Schema(name = "SystemDataDirectory")
    record DataDirectoryJson(
            @Schema(example = "/srv/samui/samui-data") String path,

            @Schema(description = "null where it cannot be told", example = "53687091200") @Nullable
            Long freeBytes) {

        static @Nullable DataDirectoryJson of(StorageStatus storage) {
            Path path = storage.dataDirectory();
            return path == null ? null : new DataDirectoryJson(path.toString(), storage.bytesFree());
        }
    }

    @Schema(name = "SystemPlugins")
    record PluginsJson(List<PluginJson> loaded, List<BrokenPluginJson> broken) {

        static PluginsJson of(Plugins plugins) {
            return new PluginsJson(
                    plugins.usable().stream().map(PluginJson::of).toList(),
                    plugins.broken().stream().map(BrokenPluginJson::of).toList());
        }
    }

    @Schema(name = "Plugin")
    record PluginJson(
            @Schema(description = "The name of its directory or jar", example = "s3")
            String id,

            @Schema(example = "[\"storage provider \\\"s3\\\"\"]")
            List<String> brings) {

        static PluginJson of(Plugin plugin) {
            return new PluginJson(plugin.id(), plugin.names());
        }
    }

    @Schema(name = "BrokenPlugin", description = "A plugin that was left out")
    record BrokenPluginJson(
            @Schema(description = "The name of its directory or jar", example = "s3")
            String id,

            @Schema(description = "Why, and what to do") String reason) {

        static BrokenPluginJson of(BrokenPlugin plugin) {
            return new BrokenPluginJson(plugin.id(), plugin.why());
        }
    }

    static SystemJson of(SystemStatus status, Plugins plugins) {
        ModelsJson models = ModelsJson.of(status.model());
        StorageStatus storage = status.storage();
        return new SystemJson(
                status.version(),
                Timestamps.format(status.startedAt()),
                status.uptime().toMillis() / 1000.0,
                new JavaJson(Runtime.version().toString(), Runtime.getRuntime().availableProcessors()),
                models.current(),
                models.problem(),
                EmbeddingCacheJson.of(status.embeddings()),
                MemoryJson.of(status.memory()),
                status.queue() == null ? null : QueueStatusJson.of(status.queue()),
                new StorageJson(storage.blobs(), storage.blobBytesFree()),
                new DatabaseJson(storage.database()),
                DataDirectoryJson.of(storage),
                PluginsJson.of(plugins));
    }
}
