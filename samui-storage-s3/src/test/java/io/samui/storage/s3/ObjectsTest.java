package io.samui.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.spi.SettingsBinder;
import io.samui.core.storage.BlobInfo;
import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorage;
import io.samui.core.storage.BlobStorageException;
import io.samui.core.storage.Sha256;
import io.samui.storage.s3.testkit.SharedS3;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** What blobs are as objects, seen from outside. */
class ObjectsTest {

    @RegisterExtension
    private static final SharedS3 S3 = SharedS3.proxy();

    private static final BlobKey KEY = new BlobKey("images/photo.jpg");

    private String bucket;
    private BlobStorage storage;

    @BeforeEach
    void open() {
        bucket = S3.server().newBucket();
        storage = Storages.open(Storages.settings(
                S3.server(), bucket, "prefix", "team", "multipart-threshold", "5MB", "part-size", "5MB"));
    }

    @AfterEach
    void close() {
        storage.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1000, 6 << 20})
    void an_object_has_the_prefix_the_content_type_and_the_digest(int size) {
        byte[] bytes = bytes(size);

        storage.put(KEY, BlobSource.of(bytes), "image/jpeg");

        HeadObjectResponse head = head();
        assertThat(head.contentType()).isEqualTo("image/jpeg");
        assertThat(head.metadata()).containsEntry("samui-sha256", Sha256.of(bytes));
        assertThat(head.contentLength()).isEqualTo(size);
    }

    @Test
    void a_large_blob_goes_in_parts_and_no_upload_is_left() {
        storage.put(KEY, BlobSource.of(bytes(11 << 20)), "image/jpeg");

        assertThat(head().eTag()).as("of an object of three parts").endsWith("-3\"");
        assertThat(uploads()).isZero();
    }

    @Test
    void a_blob_at_the_threshold_goes_by_one_request() {
        storage.put(KEY, BlobSource.of(bytes(5 << 20)), "image/jpeg");

        assertThat(head().eTag()).doesNotContain("-");
    }

    @Test
    void an_upload_in_parts_whose_source_changes_is_aborted() {
        BlobSource fickle = new BlobSource() {
            private int opened;

            @Override
            public long size() {
                return 6 << 20;
            }

            @Override
            public InputStream open() throws IOException {
                byte[] bytes = bytes(6 << 20);
                bytes[5] = (byte) opened++;
                return BlobSource.of(bytes).open();
            }
        };

        assertThatThrownBy(() -> storage.put(KEY, fickle, "image/jpeg"))
                .isInstanceOf(BlobStorageException.class)
                .hasMessageContaining(KEY.value())
                .hasMessageContaining("other bytes");

        assertThat(storage.find(KEY)).isEmpty();
        assertThat(uploads()).isZero();
    }

    @Test
    void a_blob_that_is_damaged_in_the_store_is_an_error_that_names_it() {
        byte[] bytes = bytes(200_000);
        storage.put(KEY, BlobSource.of(bytes), "image/jpeg");
        damage(bytes, 150_000);

        assertThatThrownBy(() -> storage.open(KEY))
                .isInstanceOf(BlobStorageException.class)
                .hasMessageContaining(KEY.value())
                .hasMessageContaining("damaged");
    }

    @Test
    void of_a_large_blob_that_is_damaged_nobody_gets_the_last_bytes() throws IOException {
        byte[] bytes = bytes(2 << 20);
        storage.put(KEY, BlobSource.of(bytes), "image/jpeg");
        damage(bytes, 1_000_000);

        try (InputStream in = storage.open(KEY)) {
            // reads exactly as many as there are, and never asks for the end
            assertThatThrownBy(() -> in.readNBytes(bytes.length))
                    .isInstanceOf(BlobStorageException.class)
                    .hasMessageContaining(KEY.value())
                    .hasMessageContaining("damaged");
            assertThatThrownBy(in::read).as("nor is there an end of it").isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_range_that_is_the_whole_blob_is_verified_too() throws IOException {
        byte[] bytes = bytes(1000);
        storage.put(KEY, BlobSource.of(bytes), "image/jpeg");
        damage(bytes, 10);

        try (InputStream in = storage.open(KEY, 0, 5000)) {
            assertThatThrownBy(in::readAllBytes).isInstanceOf(BlobStorageException.class);
        }
        try (InputStream in = storage.open(KEY, 20, 5000)) {
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, 20, 1000));
        }
    }

    @Test
    void an_object_that_others_put_there_is_read_without_a_digest() throws IOException {
        byte[] bytes = bytes(1000);
        S3.server().client().putObject(put -> put.bucket(bucket).key("team/" + KEY), RequestBody.fromBytes(bytes));

        try (InputStream in = storage.open(KEY)) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void a_listing_turns_its_pages_and_passes_over_what_is_no_blob() {
        List<String> keys = Stream.of("a-b", "a.b", "a/1", "a/b/c", "a0", "b/A", "b/a", "c")
                .map(key -> "images/" + key)
                .toList();
        keys.forEach(key -> storage.put(new BlobKey(key), BlobSource.of(bytes(3)), "image/jpeg"));
        putForeign("team/images/.hidden");
        putForeign("team/images/with space");
        putForeign("other/images/b");
        putForeign("team2/images/b");
        Bucket place = new Bucket(S3.server().client(), bucket, "team/");
        Faults faults = new Faults(place, SettingsBinder.bind(S3Settings.class, "", Map.of("bucket", bucket)));

        for (int pageSize : new int[] {1, 2, 3, 7, 8, 1000}) {
            try (Stream<BlobInfo> blobs = ObjectListing.of(place, faults, "images/", pageSize)) {
                assertThat(blobs.map(blob -> blob.key().value()))
                        .as("pages of %d", pageSize)
                        .containsExactlyElementsOf(keys);
            }
        }
    }

    @Test
    void a_bucket_that_is_gone_is_an_error_and_not_a_missing_blob() {
        S3.server().client().deleteBucket(delete -> delete.bucket(bucket));

        assertGone(() -> storage.find(KEY));
        assertGone(() -> storage.open(KEY));
        assertGone(() -> storage.open(KEY, 0, 0));
        assertGone(() -> storage.delete(KEY));
        assertGone(() -> assertThat(storage.list("")).isEmpty());
        assertGone(() -> storage.put(KEY, BlobSource.of(bytes(3)), "image/jpeg"));
    }

    private void assertGone(Runnable call) {
        assertThatThrownBy(call::run)
                .isExactlyInstanceOf(BlobStorageException.class)
                .hasMessageContaining("there is no bucket " + bucket)
                .hasMessageContaining("aws s3 mb s3://" + bucket);
    }

    @Test
    void two_processes_share_a_bucket() throws IOException {
        storage.put(KEY, BlobSource.of(bytes(10)), "image/jpeg");

        try (S3BlobStorage other =
                        Storages.open(Storages.settings(S3.server(), bucket, "prefix", "team/"), Clock.systemUTC());
                InputStream in = other.open(KEY)) {
            assertThat(in.readAllBytes()).isEqualTo(bytes(10));
        }
    }

    /** Changes the bytes and leaves all else, as a failing disk does. */
    private void damage(byte[] bytes, int at) {
        Map<String, String> metadata = head().metadata();
        bytes[at] ^= 1;
        S3.server()
                .client()
                .putObject(
                        put -> put.bucket(bucket).key("team/" + KEY).metadata(metadata), RequestBody.fromBytes(bytes));
    }

    private void putForeign(String key) {
        S3.server().client().putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString("x"));
    }

    private HeadObjectResponse head() {
        return S3.server().client().headObject(head -> head.bucket(bucket).key("team/" + KEY));
    }

    private int uploads() {
        return S3.server()
                .client()
                .listMultipartUploads(list -> list.bucket(bucket))
                .uploads()
                .size();
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
