package io.samui.core;

import io.samui.core.inference.ContextLoadedEngine;
import io.samui.core.inference.EngineHolder;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.InferenceProvider;
import io.samui.core.inference.InferenceSettings;
import io.samui.core.memory.MemoryBlobStorage;
import io.samui.core.spi.ClassPath;
import io.samui.core.spi.ContextLoader;
import io.samui.core.spi.Provider;
import io.samui.core.spi.ProviderConfig;
import io.samui.core.spi.ProviderSettings;
import io.samui.core.spi.Providers;
import io.samui.core.spi.SettingsBinder;
import io.samui.core.storage.BlobStorage;
import io.samui.core.storage.BlobStorageProvider;
import io.samui.core.storage.ContextLoadedStorage;
import io.samui.core.storage.StorageSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Chooses the two backends: what the builder was given, else a provider. */
final class Backends {

    private static final List<String> KNOWN_INFERENCE = List.of("onnx", "djl");
    private static final List<String> KNOWN_STORAGE = List.of("fs", "s3");

    private final SamuiBuilder builder;
    private final SamuiSettings settings;

    Backends(SamuiBuilder builder, SamuiSettings settings) {
        this.builder = builder;
        this.settings = settings;
    }

    InferenceSettings inferenceSettings() {
        List<InferenceProvider> there = all(InferenceProvider.class, builder.inferenceProviders);
        ProviderSettings split = split(InferenceSettings.PREFIX, KNOWN_INFERENCE, there);
        return SettingsBinder.bind(InferenceSettings.class, InferenceSettings.PREFIX, split.common());
    }

    /** The engine is made when it is first needed: a server without a model starts, and says how to add one. */
    EngineHolder engines(@Nullable Path dataDirectory) {
        if (builder.engine != null) {
            var given = builder.engine;
            return new EngineHolder(() -> given);
        }
        List<InferenceProvider> there = all(InferenceProvider.class, builder.inferenceProviders);
        Providers<InferenceProvider> providers =
                new Providers<>("inference", InferenceSettings.PREFIX + "provider", KNOWN_INFERENCE, there);
        ProviderSettings split = split(InferenceSettings.PREFIX, KNOWN_INFERENCE, there);
        InferenceSettings common =
                SettingsBinder.bind(InferenceSettings.class, InferenceSettings.PREFIX, split.common());
        return new EngineHolder(() -> {
            InferenceProvider provider = providers.choose(common.provider());
            ClassLoader loader = provider.getClass().getClassLoader();
            InferenceEngine engine =
                    ContextLoader.call(loader, () -> provider.create(config(provider, dataDirectory, split)));
            return isPlugin(loader) ? new ContextLoadedEngine(engine, loader) : engine;
        });
    }

    /**
     * A storage by name.
     *
     * @param name the provider's; {@code custom} for one that the builder was given, {@code memory} where blobs do not last
     */
    record NamedStorage(String name, BlobStorage blobs) {}

    NamedStorage storage(@Nullable Path dataDirectory) {
        if (builder.blobs != null) {
            return new NamedStorage("custom", builder.blobs);
        }
        if (dataDirectory == null && !settings.has(StorageSettings.PREFIX)) {
            return new NamedStorage("memory", new MemoryBlobStorage(builder.clock));
        }
        List<BlobStorageProvider> there = all(BlobStorageProvider.class, builder.storageProviders);
        Providers<BlobStorageProvider> providers =
                new Providers<>("storage", StorageSettings.PREFIX + "provider", KNOWN_STORAGE, there);
        ProviderSettings split = split(StorageSettings.PREFIX, KNOWN_STORAGE, there);
        StorageSettings common = SettingsBinder.bind(StorageSettings.class, StorageSettings.PREFIX, split.common());
        BlobStorageProvider provider = providers.choose(common.provider());
        ClassLoader loader = provider.getClass().getClassLoader();
        BlobStorage storage = ContextLoader.call(loader, () -> provider.create(config(provider, dataDirectory, split)));
        return new NamedStorage(
                provider.name(), isPlugin(loader) ? new ContextLoadedStorage(storage, loader) : storage);
    }

    /** Whether a provider has a loader of its own, which threads of ours do not have as context loader. */
    private static boolean isPlugin(ClassLoader loader) {
        return loader != Samui.class.getClassLoader();
    }

    private <P> List<P> all(Class<P> spi, List<P> given) {
        List<P> all = new ArrayList<>(ClassPath.providers(spi, builder.classLoader));
        all.addAll(given);
        return all;
    }

    private ProviderSettings split(String prefix, List<String> known, Collection<? extends Provider> there) {
        Set<String> names = new HashSet<>(known);
        there.forEach(provider -> names.add(provider.name()));
        return ProviderSettings.split(prefix, names, settings.flat());
    }

    private static ProviderConfig config(Provider provider, @Nullable Path dataDirectory, ProviderSettings split) {
        return new ProviderConfig(
                provider.name(), dataDirectory, split.prefix(), split.common(), split.own(provider.name()));
    }
}
