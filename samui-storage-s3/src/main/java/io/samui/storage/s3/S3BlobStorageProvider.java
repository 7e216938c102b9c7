package io.samui.storage.s3;

import io.samui.core.spi.ProviderConfig;
import io.samui.core.storage.BlobStorage;
import io.samui.core.storage.BlobStorageProvider;
import io.samui.core.storage.DirectDownload;
import java.time.Clock;

/** Entry of the storage named {@code s3}. What it makes is a {@link DirectDownload}, too. */
public final class S3BlobStorageProvider implements BlobStorageProvider {

    @Override
    public String name() {
        return "s3";
    }

    /** Asks the bucket once, so that a wrong name or key shows at the start and not with the first image. */
    @Override
    public BlobStorage create(ProviderConfig config) {
        return S3BlobStorage.open(config.own(S3Settings.class), Clock.systemUTC());
    }
}
