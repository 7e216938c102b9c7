package io.samui.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobStorage;
import io.samui.core.testkit.storage.BlobStorageContract;
import io.samui.storage.s3.testkit.SharedS3;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Against Adobe's S3Mock, which checks checksums, but replaces an object's bytes and its metadata one after the other. */
class S3MockStorageTest extends BlobStorageContract {

    @RegisterExtension
    private static final SharedS3 S3 = SharedS3.mock();

    @Override
    protected Optional<byte[]> readWhileReplaced(BlobKey key) {
        try {
            return super.readWhileReplaced(key);
        } catch (DamagedBlobException | ReplacedBlobException e) {
            assertThat(e).hasMessageContaining(key.value());
            return Optional.empty();
        }
    }

    @Override
    protected BlobStorage openEmpty() {
        return Storages.open(Storages.settings(
                S3.server(), S3.server().newBucket(), "multipart-threshold", "5MB", "part-size", "5MB"));
    }
}
