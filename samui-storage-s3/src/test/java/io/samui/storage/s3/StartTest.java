package io.samui.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.ConfigurationException;
import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorage;
import io.samui.core.storage.BlobStorageException;
import io.samui.storage.s3.testkit.SharedS3;
import io.samui.storage.s3.testkit.TcpProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a storage finds out when it is opened. */
class StartTest {

    @RegisterExtension
    private static final SharedS3 S3 = SharedS3.proxy();

    @Test
    void a_missing_bucket_is_named_with_the_command_that_makes_it() {
        assertRefused(
                with("bucket", "nobody-made-it"),
                "there is no bucket nobody-made-it",
                "aws s3 mb s3://nobody-made-it --endpoint-url " + S3.server().endpoint(),
                "samui.storage.s3.bucket");
    }

    @Test
    void an_access_key_that_nobody_knows_is_wrong() {
        assertRefused(
                with("access-key", "somebody-else"),
                "the credentials are wrong",
                "the access key is unknown there",
                "samui.storage.s3.access-key");
    }

    @Test
    void a_secret_key_that_is_not_the_access_keys_is_wrong_and_not_printed() {
        Map<String, String> settings = with("secret-key", "hush-hush");

        assertRefused(settings, "the credentials are wrong", "the secret key is not the access key's");
        assertThatThrownBy(() -> Storages.open(settings)).satisfies(e -> {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                assertThat(String.valueOf(cause.getMessage())).doesNotContain("hush-hush");
            }
        });
    }

    @Test
    void a_host_that_nobody_knows_is_named_and_may_be_known_later() throws Exception {
        Map<String, String> settings = with("endpoint", "http://no-such-host.invalid:9000");

        try (BlobStorage storage = Storages.open(settings)) {
            assertThatThrownBy(() -> storage.find(new BlobKey("a")))
                    .isInstanceOf(BlobStorageException.class)
                    .hasMessageContaining("no-such-host.invalid")
                    .hasMessageContaining("samui.storage.s3.endpoint");
        }
    }

    @Test
    void a_store_that_is_away_is_no_reason_not_to_start() throws Exception {
        try (TcpProxy line = new TcpProxy(S3.server().port())) {
            Map<String, String> settings = with("endpoint", line.endpoint().toString());
            settings.put("retries", "0");
            line.goDown();

            try (BlobStorage storage = Storages.open(settings)) {
                assertThatThrownBy(() -> storage.find(new BlobKey("a")))
                        .isInstanceOfSatisfying(
                                BlobStorageException.class,
                                e -> assertThat(e.retryable()).isTrue());
                line.comeUp();
                assertThat(storage.find(new BlobKey("a"))).isEmpty();
            }
        }
    }

    @Test
    void what_is_not_even_http_is_no_store() throws Exception {
        try (ServerSocket talker = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> greet(talker));
            thread.setDaemon(true);
            thread.start();

            assertRefused(
                    with("endpoint", "http://127.0.0.1:" + talker.getLocalPort()),
                    "does not speak S3",
                    "samui.storage.s3.endpoint");
        }
    }

    private static void greet(ServerSocket talker) {
        while (!talker.isClosed()) {
            try (var socket = talker.accept()) {
                socket.getInputStream().read();
                socket.getOutputStream()
                        .write("220 mail.example.org ready\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
            } catch (IOException e) {
                // the other side, or the test, has had enough
            }
        }
    }

    @Test
    void a_secure_connection_to_a_plain_port_says_so() {
        assertRefused(
                with("endpoint", "https://127.0.0.1:" + S3.server().port()), "no secure connection", "http or https");
    }

    @Test
    void uploads_that_were_never_finished_are_swept_a_day_later() {
        String bucket = S3.server().newBucket();
        String mine = upload(bucket, "team/images/a.jpg");
        String foreign = upload(bucket, "other/images/a.jpg");
        String likely = upload(bucket, "team2/images/a.jpg");
        Map<String, String> settings = Storages.settings(S3.server(), bucket, "prefix", "team");

        Storages.open(settings, Clock.systemUTC()).close();
        assertThat(uploads(bucket)).containsExactlyInAnyOrder(mine, foreign, likely);

        Clock tomorrow = Clock.offset(Clock.system(ZoneOffset.UTC), Duration.ofHours(25));
        Storages.open(settings, tomorrow).close();
        assertThat(uploads(bucket)).containsExactlyInAnyOrder(foreign, likely);
    }

    @Test
    void the_storage_can_be_used_after_the_check() {
        Map<String, String> settings =
                Storages.settings(S3.server(), S3.server().newBucket());

        try (S3BlobStorage storage = Storages.open(settings, Clock.systemUTC())) {
            storage.put(new BlobKey("a"), BlobSource.of(new byte[3]), "image/png");
            assertThat(storage.find(new BlobKey("a"))).isPresent();
        }
    }

    private static String upload(String bucket, String key) {
        return S3.server()
                .client()
                .createMultipartUpload(create -> create.bucket(bucket).key(key))
                .uploadId();
    }

    private static Iterable<String> uploads(String bucket) {
        return S3.server().client().listMultipartUploads(list -> list.bucket(bucket)).uploads().stream()
                .map(upload -> upload.uploadId())
                .toList();
    }

    private static Map<String, String> with(String key, String value) {
        Map<String, String> settings =
                new HashMap<>(Storages.settings(S3.server(), S3.server().newBucket()));
        settings.put(key, value);
        return settings;
    }

    private static void assertRefused(Map<String, String> settings, String... parts) {
        assertThatThrownBy(() -> Storages.open(settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(parts);
    }
}
