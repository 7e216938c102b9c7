package io.samui.storage.s3;

import io.samui.core.storage.BlobStorage;
import io.samui.core.testkit.storage.BlobStorageContract;
import io.samui.storage.s3.testkit.SharedS3;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Against S3Proxy, which checks credentials and signatures. */
class S3ProxyStorageTest extends BlobStorageContract {

    @RegisterExtension
    private static final SharedS3 S3 = SharedS3.proxy();

    @Override
    protected BlobStorage openEmpty() {
        return Storages.open(Storages.settings(
                S3.server(),
                S3.server().newBucket(),
                "prefix",
                "a/b",
                "multipart-threshold",
                "5MB",
                "part-size",
                "5MB"));
    }
}
