package io.samui.core.storage;

import io.samui.core.spi.Provider;
import io.samui.core.spi.ProviderConfig;

/** Entry of a blob storage backend, found by {@link java.util.ServiceLoader}. */
public interface BlobStorageProvider extends Provider {

    /**
     * Makes a storage. It may check that the place can be used.
     *
     * @throws io.samui.core.ConfigurationException when the configuration is incomplete or has unknown keys; the message says
     *     what to type
     */
    BlobStorage create(ProviderConfig config);
}
