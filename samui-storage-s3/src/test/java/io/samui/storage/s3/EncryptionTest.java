package io.samui.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorage;
import io.samui.core.storage.BlobStorageException;
import io.samui.storage.s3.testkit.S3Server;
import io.samui.storage.s3.testkit.SharedS3;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** Against S3Mock, which keeps in mind what encryption was asked for and knows which keys there are. */
class EncryptionTest {

    @RegisterExtension
    private static final SharedS3 S3 = SharedS3.mock();

    private static final BlobKey KEY = new BlobKey("images/photo.jpg");

    @Test
    void a_put_asks_for_the_key_of_the_key_management() throws Exception {
        HeadObjectResponse head = put(1000, "encryption", "kms", "kms-key", S3Server.KMS_KEY);

        assertThat(head.serverSideEncryption()).isEqualTo(ServerSideEncryption.AWS_KMS);
        assertThat(head.ssekmsKeyId()).isEqualTo(S3Server.KMS_KEY);
    }

    @Test
    void a_put_asks_for_the_stores_own_keys() throws Exception {
        assertThat(put(1000, "encryption", "aes256").serverSideEncryption()).isEqualTo(ServerSideEncryption.AES256);
    }

    @Test
    void nothing_is_asked_for_where_nothing_is_set() throws Exception {
        assertThat(put(1000).serverSideEncryption()).isNull();
    }

    /** S3Mock forgets what was asked for of an upload in parts, but refuses a key that it does not know. */
    @ParameterizedTest
    @ValueSource(ints = {1000, 6 << 20})
    void a_key_that_is_unknown_is_an_error_that_says_so(int size) {
        assertThatThrownBy(() -> put(size, "encryption", "kms", "kms-key", "no-such-key"))
                .isInstanceOfSatisfying(BlobStorageException.class, e -> {
                    assertThat(e).hasMessageContainingAll(KEY.value(), "samui.storage.s3.kms-key");
                    assertThat(e.retryable()).isFalse();
                });
    }

    private static HeadObjectResponse put(int size, String... settings) throws Exception {
        String bucket = S3.server().newBucket();
        var all = Storages.settings(S3.server(), bucket, settings);
        all.put("multipart-threshold", "5MB");
        try (BlobStorage storage = Storages.open(all)) {
            storage.put(KEY, BlobSource.of(new byte[size]), "image/jpeg");
            try (InputStream in = storage.open(KEY)) {
                assertThat(in.readAllBytes()).hasSize(size);
            }
        }
        return S3.server().client().headObject(head -> head.bucket(bucket).key(KEY.value()));
    }
}
