package io.samui.rest.plugin;

import io.samui.core.inference.InferenceProvider;
import io.samui.core.storage.BlobStorageProvider;
import java.util.List;

/**
 * Backends that came from one place in the plugins directory.
 *
 * @param id     the name of its directory or jar
 * @param names  what it brings, such as {@code storage provider "s3"}
 * @param loader of all its classes; every call into its providers runs with it as context loader
 */
public record Plugin(
        String id,
        ClassLoader loader,
        List<InferenceProvider> inference,
        List<BlobStorageProvider> storage,
        List<String> names) {

    public Plugin {
        inference = List.copyOf(inference);
        storage = List.copyOf(storage);
        names = List.copyOf(names);
    }
}
