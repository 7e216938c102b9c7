package io.samui.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorage;
import io.samui.core.storage.BlobStorageException;
import io.samui.storage.s3.testkit.SharedS3;
import io.samui.storage.s3.testkit.TcpProxy;
import io.samui.storage.s3.testkit.TcpProxy.Way;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A line that cuts, stalls and damages what passes: nothing is lost, nothing is half visible, and no call goes on for ever. */
class FaultyLineTest {

    @RegisterExtension
    private static final SharedS3 S3 = SharedS3.proxy();

    private static final BlobKey KEY = new BlobKey("images/photo.jpg");
    private static final int RETRIES = 3;
    private static final int ATTEMPTS = 1 + RETRIES;

    /** A blob that goes by one request and is read at once, one that is read as a stream, and one that goes in parts. */
    enum Size {
        SMALL(100_000),
        MIDDLING(3 << 20),
        LARGE(7 << 20);

        private final int bytes;

        Size(int bytes) {
            this.bytes = bytes;
        }
    }

    private String bucket;
    private TcpProxy line;
    private BlobStorage storage;

    @BeforeEach
    void open() {
        bucket = S3.server().newBucket();
        line = new TcpProxy(S3.server().port());
        storage = open("read-timeout", "20s");
    }

    @AfterEach
    void close() {
        storage.close();
        line.close();
    }

    private BlobStorage open(String key, String value) {
        var settings = Storages.settings(
                S3.server(),
                bucket,
                "endpoint",
                line.endpoint().toString(),
                "multipart-threshold",
                "5MB",
                "part-size",
                "5MB",
                "retries",
                String.valueOf(RETRIES));
        settings.put(key, value);
        return Storages.open(settings);
    }

    @ParameterizedTest
    @EnumSource
    void a_put_that_is_cut_short_is_made_again(Size size) throws IOException {
        byte[] bytes = bytes(size);
        line.cut(Way.TO_SERVER, 50_000);
        line.cut(Way.TO_SERVER, 70_000);

        storage.put(KEY, BlobSource.of(bytes), "image/jpeg");

        assertStruck();
        assertThat(read()).isEqualTo(bytes);
        assertThat(uploads()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void a_put_whose_answer_is_lost_is_made_again(Size size) throws IOException {
        byte[] bytes = bytes(size);
        line.cut(Way.TO_CLIENT, 20);

        storage.put(KEY, BlobSource.of(bytes), "image/jpeg");

        assertStruck();
        assertThat(read()).isEqualTo(bytes);
    }

    @Test
    void an_upload_whose_completion_is_lost_is_found_to_be_complete() throws IOException {
        byte[] bytes = bytes(Size.LARGE);
        long before = line.passed(Way.TO_CLIENT);
        storage.put(new BlobKey("images/other.jpg"), BlobSource.of(bytes), "image/jpeg");
        long answers = line.passed(Way.TO_CLIENT) - before;
        // as many bytes as before pass, but for the last few, which are of the answer to the completion
        line.cut(Way.TO_CLIENT, answers - 60);

        storage.put(KEY, BlobSource.of(bytes), "image/jpeg");

        assertStruck();
        assertThat(read()).isEqualTo(bytes);
        assertThat(uploads()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void a_put_that_is_damaged_on_its_way_is_made_again(Size size) throws IOException {
        byte[] bytes = bytes(size);
        line.damage(Way.TO_SERVER, 60_000);

        storage.put(KEY, BlobSource.of(bytes), "image/jpeg");

        assertStruck();
        assertThat(read()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @EnumSource
    void a_put_that_is_cut_short_each_time_fails_and_leaves_what_was_there(Size size) throws IOException {
        byte[] old = {1, 2, 3};
        storage.put(KEY, BlobSource.of(old), "image/jpeg");
        for (int i = 0; i < ATTEMPTS; i++) {
            line.cut(Way.TO_SERVER, 50_000);
        }
        int before = line.connections();

        assertThatThrownBy(() -> storage.put(KEY, BlobSource.of(bytes(size)), "image/jpeg"))
                .isInstanceOfSatisfying(BlobStorageException.class, e -> {
                    assertThat(e).hasMessageContainingAll(KEY.value(), "broke, each time");
                    assertThat(e.retryable()).isTrue();
                });

        assertStruck();
        assertThat(line.connections() - before)
                .as("connections, that of the abort included")
                .isLessThanOrEqualTo(ATTEMPTS + 1);
        assertThat(read()).isEqualTo(old);
        assertThat(uploads()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void a_read_that_breaks_off_is_taken_up_again(Size size) throws IOException {
        byte[] bytes = bytes(size);
        storage.put(KEY, BlobSource.of(bytes), "image/jpeg");
        for (int i = 0; i < RETRIES; i++) {
            line.cut(Way.TO_CLIENT, 20_000 + i);
        }

        assertThat(read()).isEqualTo(bytes);

        assertStruck();
    }

    @ParameterizedTest
    @EnumSource
    void a_read_that_breaks_off_each_time_fails(Size size) {
        storage.put(KEY, BlobSource.of(bytes(size)), "image/jpeg");
        for (int i = 0; i < ATTEMPTS; i++) {
            line.cut(Way.TO_CLIENT, 20_000);
        }

        assertThatThrownBy(this::read).isInstanceOfSatisfying(BlobStorageException.class, e -> {
            assertThat(e).hasMessageContainingAll(KEY.value(), "could not be read to its end", RETRIES + " retries");
            assertThat(e.retryable()).isTrue();
        });

        assertStruck();
    }

    @Test
    void a_read_that_breaks_off_does_not_go_on_with_another_version() throws IOException {
        storage.put(KEY, BlobSource.of(bytes(Size.MIDDLING)), "image/jpeg");
        try (InputStream in = storage.open(KEY)) {
            in.readNBytes(10_000);
            storage.put(KEY, BlobSource.of(new byte[Size.MIDDLING.bytes]), "image/jpeg");
            line.goDown();
            line.comeUp();

            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(BlobStorageException.class)
                    .hasMessageContainingAll(KEY.value(), "it was replaced or deleted");
        }
    }

    @Test
    void a_small_blob_that_is_damaged_on_its_way_is_read_again() throws IOException {
        byte[] bytes = bytes(Size.SMALL);
        storage.put(KEY, BlobSource.of(bytes), "image/jpeg");
        line.damage(Way.TO_CLIENT, 50_000);

        assertThat(read()).isEqualTo(bytes);

        assertStruck();
    }

    @ParameterizedTest
    @EnumSource
    void a_blob_that_is_damaged_on_its_way_each_time_is_an_error(Size size) {
        storage.put(KEY, BlobSource.of(bytes(size)), "image/jpeg");
        for (int i = 0; i < 4 * ATTEMPTS; i++) { // of which at least one strikes each answer
            line.damage(Way.TO_CLIENT, 50_000);
        }

        assertThatThrownBy(this::read)
                .isInstanceOf(BlobStorageException.class)
                .hasMessageContainingAll(KEY.value(), "damaged");
    }

    @Test
    void a_store_that_does_not_answer_is_given_up() {
        storage.close();
        storage = open("read-timeout", "200ms");
        line.stall(Way.TO_SERVER, 0);
        line.stall(Way.TO_SERVER, 0);
        line.stall(Way.TO_SERVER, 0);
        line.stall(Way.TO_SERVER, 0);

        assertThatThrownBy(() -> storage.find(KEY)).isInstanceOfSatisfying(BlobStorageException.class, e -> {
            assertThat(e).hasMessageContaining("samui.storage.s3.read-timeout");
            assertThat(e.retryable()).isTrue();
        });
        assertStruck();
    }

    @Test
    void a_put_that_nobody_takes_is_given_up() {
        storage.close();
        storage = open("call-timeout", "3s");
        line.stall(Way.TO_SERVER, 20_000);

        // more than what the buffers on the way hold, so that the client is in the middle of writing
        assertThatThrownBy(() -> storage.put(KEY, BlobSource.of(new byte[5 << 20]), "image/jpeg"))
                .isInstanceOfSatisfying(BlobStorageException.class, e -> {
                    assertThat(e).hasMessageContainingAll(KEY.value(), "samui.storage.s3.call-timeout");
                    assertThat(e.retryable()).isTrue();
                });
    }

    @Test
    void a_store_that_is_down_is_an_error_and_one_that_is_back_is_used_again() throws IOException {
        byte[] bytes = bytes(Size.SMALL);
        storage.put(KEY, BlobSource.of(bytes), "image/jpeg");
        line.goDown();

        assertThatThrownBy(this::read)
                .isExactlyInstanceOf(BlobStorageException.class)
                .hasMessageContaining(KEY.value());
        assertThatThrownBy(() -> storage.find(KEY)).isExactlyInstanceOf(BlobStorageException.class);
        assertThatThrownBy(() -> storage.delete(KEY)).isExactlyInstanceOf(BlobStorageException.class);
        assertThatThrownBy(() -> assertThat(storage.list("")).isEmpty())
                .isExactlyInstanceOf(BlobStorageException.class);

        line.comeUp();
        assertThat(read()).isEqualTo(bytes);
    }

    private void assertStruck() {
        assertThat(line.faultsLeft()).as("faults that have not struck").isZero();
    }

    private byte[] read() throws IOException {
        try (InputStream in = storage.open(KEY)) {
            return in.readAllBytes();
        }
    }

    private int uploads() {
        return S3.server()
                .client()
                .listMultipartUploads(list -> list.bucket(bucket))
                .uploads()
                .size();
    }

    private static byte[] bytes(Size size) {
        byte[] bytes = new byte[size.bytes];
        new Random(size.bytes).nextBytes(bytes);
        return bytes;
    }
}
