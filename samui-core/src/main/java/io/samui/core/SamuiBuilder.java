package io.samui.core;

import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.InferenceProvider;
import io.samui.core.storage.BlobStorage;
import io.samui.core.storage.BlobStorageProvider;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts a {@link Samui} together.
 *
 * <p>Without a data directory everything is kept in memory and goes with the process. With one, rows go into SQLite in it (or into
 * the database of {@code samui.database.url}), blobs through the storage provider. The model comes from the inference provider. An
 * engine or a storage that is handed in here is used whatever providers there are; a provider that is handed in stands beside those of the
 * class path, and where there are several, {@code samui.inference.provider} or {@code samui.storage.provider} chooses.
 */
public final class SamuiBuilder {

    final Map<String, String> settings = new HashMap<>();
    final List<InferenceProvider> inferenceProviders = new ArrayList<>();
    final List<BlobStorageProvider> storageProviders = new ArrayList<>();

    @Nullable
    InferenceEngine engine;

    @Nullable
    BlobStorage blobs;

    @Nullable
    Stores stores;

    Clock clock = Clock.systemUTC();
    ClassLoader classLoader = Samui.class.getClassLoader();
    boolean worksQueue = true;

    SamuiBuilder() {}

    /** Keeps everything durable in this directory; the same as the setting {@code samui.data-dir}. */
    public SamuiBuilder dataDirectory(Path directory) {
        return setting("samui.data-dir", directory.toString());
    }

    /** Sets one of the keys {@code samui.*}. */
    public SamuiBuilder setting(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** Sets keys {@code samui.*}. */
    public SamuiBuilder settings(Map<String, String> values) {
        settings.putAll(values);
        return this;
    }

    /** Uses this engine, whatever providers there are; closed with the {@link Samui}. */
    public SamuiBuilder engine(InferenceEngine newEngine) {
        this.engine = newEngine;
        return this;
    }

    /** Uses this storage, whatever providers there are; closed with the {@link Samui}. */
    public SamuiBuilder blobStorage(BlobStorage newBlobs) {
        this.blobs = newBlobs;
        return this;
    }

    /** Uses these stores, {@code JpaStores.open(...)} on a host's database for instance; closed with the {@link Samui}. */
    public SamuiBuilder stores(Stores newStores) {
        this.stores = newStores;
        return this;
    }

    /** Adds a provider to those on the class path. */
    public SamuiBuilder inferenceProvider(InferenceProvider provider) {
        inferenceProviders.add(provider);
        return this;
    }

    /** Adds a provider to those on the class path. */
    public SamuiBuilder storageProvider(BlobStorageProvider provider) {
        storageProviders.add(provider);
        return this;
    }

    /** Where providers are looked for; the loader of samui itself by default. */
    public SamuiBuilder classLoader(ClassLoader newClassLoader) {
        this.classLoader = newClassLoader;
        return this;
    }

    /** What time it is; for tests. */
    public SamuiBuilder clock(Clock newClock) {
        this.clock = newClock;
        return this;
    }

    /** Leaves queued jobs to another process on the same PostgreSQL: this one only takes them in. */
    public SamuiBuilder withoutWorker() {
        this.worksQueue = false;
        return this;
    }

    /**
     * Opens everything and begins to work the queue. Weights are loaded when they are first needed.
     *
     * @throws ConfigurationException when something cannot be opened, saying what to change; what was opened is closed again
     */
    public Samui build() {
        return new Assembly(this).assemble();
    }
}
