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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Chooses the two backends: what the builder was given, else a provider. */
final class Backends {

    private final SamuiBuilder builder;
    private final SamuiSettings settings;
    private final Choice<InferenceProvider> inference;
    private final InferenceSettings inferenceSettings;

    Backends(SamuiBuilder builder, SamuiSettings settings) {
        this.builder = builder;
        this.settings = settings;
        this.inference = new Choice<>("inference", InferenceProvider.class, builder.inferenceProviders);
        this.inferenceSettings = inference.settings(InferenceSettings.class);
    }

    InferenceSettings inferenceSettings() {
        return inferenceSettings;
    }

    /** The engine is made when it is first needed: a server without a model starts, and says how to add one. */
    EngineHolder engines(@Nullable Path dataDirectory) {
        if (builder.engine != null) {
            var given = builder.engine;
            return new EngineHolder(() -> given);
        }
        Providers<InferenceProvider> providers = inference.providers();
        return new EngineHolder(() -> {
            InferenceProvider provider = providers.choose(inferenceSettings.provider());
            ClassLoader loader = provider.getClass().getClassLoader();
            InferenceEngine engine =
                    ContextLoader.call(loader, () -> provider.create(inference.config(provider, dataDirectory)));
            return isOurs(loader) ? engine : new ContextLoadedEngine(engine, loader);
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
        var choice = new Choice<>("storage", BlobStorageProvider.class, builder.storageProviders);
        BlobStorageProvider provider =
                choice.providers().choose(choice.settings(StorageSettings.class).provider());
        ClassLoader loader = provider.getClass().getClassLoader();
        BlobStorage storage = ContextLoader.call(loader, () -> provider.create(choice.config(provider, dataDirectory)));
        return new NamedStorage(provider.name(), isOurs(loader) ? storage : new ContextLoadedStorage(storage, loader));
    }

    /** Whether a provider has samui's own loader; another, such as a plugin's, is not the context loader of samui's threads. */
    private static boolean isOurs(ClassLoader loader) {
        return loader == Samui.class.getClassLoader();
    }

    /** What there is of one SPI, on the class path and from the builder, and what the settings say of it. */
    private final class Choice<P extends Provider> {

        private final String kind;
        private final List<P> there;
        private final ProviderSettings split;

        Choice(String kind, Class<P> spi, List<P> given) {
            this.kind = kind;
            this.there = new ArrayList<>(ClassPath.providers(spi, builder.classLoader));
            there.addAll(given);
            Set<String> names = new HashSet<>(Providers.knownNames(kind));
            there.forEach(provider -> names.add(provider.name()));
            this.split = ProviderSettings.split("samui." + kind + ".", names, settings.flat());
        }

        /** Those that all providers share. */
        <R extends Record> R settings(Class<R> type) {
            return SettingsBinder.bind(type, split.prefix(), split.common());
        }

        Providers<P> providers() {
            return new Providers<>(kind, there);
        }

        ProviderConfig config(P provider, @Nullable Path dataDirectory) {
            return new ProviderConfig(
                    provider.name(), dataDirectory, split.prefix(), split.common(), split.own(provider.name()));
        }
    }
}
