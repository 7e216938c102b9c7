package io.samui.storage.fs;

import io.samui.core.ConfigurationException;
import io.samui.core.spi.ProviderConfig;
import io.samui.core.storage.BlobStorage;
import io.samui.core.storage.BlobStorageProvider;
import java.nio.file.Path;

/** Entry of the storage named {@code fs}. */
public final class FsBlobStorageProvider implements BlobStorageProvider {

    @Override
    public String name() {
        return "fs";
    }

    @Override
    public BlobStorage create(ProviderConfig config) {
        Path root = config.own(FsSettings.class).root();
        if (root != null) {
            return FsBlobStorage.open(root);
        }
        Path dataDirectory = config.dataDirectory();
        if (dataDirectory == null) {
            throw new ConfigurationException("Set samui.storage.fs.root or samui.data-dir to say where blobs go");
        }
        return FsBlobStorage.openUnshared(dataDirectory.resolve("blobs"));
    }
}
