package io.samui.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.samui.core.ConfigurationException;
import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorage;
import io.samui.core.storage.BlobStorageException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of a store's refusals, as S3 words them: the servers of the other tests cannot be brought to say most of them. */
class RefusalsTest {

    private static final BlobKey KEY = new BlobKey("masks/1.png");

    private static final String EMPTY_LISTING =
            "<ListBucketResult><Name>photos</Name><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>";

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;
    private volatile int status = 200;
    private volatile String body = EMPTY_LISTING;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestURI().getQuery() != null
                    && exchange.getRequestURI().getQuery().contains("uploads")) {
                body = "<ListMultipartUploadsResult/>";
            }
            exchange.getResponseHeaders().set("x-amz-bucket-region", "eu-central-1");
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    403 | AccessDenied                  | false | Allow them s3:PutObject on s3://photos/
                    403 | RequestTimeTooSkewed          | false | Set the clock
                    403 | InvalidAccessKeyId            | false | the access key is unknown there
                    403 | SignatureDoesNotMatch         | false | samui.storage.s3.secret-key
                    400 | ExpiredToken                  | false | the session's token
                    404 | NoSuchBucket                  | false | there is no bucket photos
                    400 | AuthorizationHeaderMalformed  | false | samui.storage.s3.region=eu-central-1
                    400 | KMS.NotFoundException         | false | samui.storage.s3.kms-key
                    501 | NotImplemented                | false | does not know this part of S3
                    400 | EntityTooLarge                | false | the store refuses (400 EntityTooLarge
                    400 | BadDigest                     | true  | damaged on their way
                    503 | SlowDown                      | true  | fewer requests
                    500 | InternalError                 | true  | trouble of its own
                    507 | XMinioStorageFull             | true  | trouble of its own
                    """)
    void a_refusal_says_what_to_do_and_whether_a_retry_can_help(
            int refused, String code, boolean retryable, String sentence) throws Exception {
        try (BlobStorage storage = open()) {
            refuse(refused, code);

            assertThatThrownBy(() -> storage.put(KEY, BlobSource.of(new byte[10]), "image/png"))
                    .isInstanceOfSatisfying(BlobStorageException.class, e -> {
                        assertThat(e).hasMessageContainingAll(KEY.value(), "could not be written", sentence);
                        assertThat(e.retryable()).isEqualTo(retryable);
                    });
        }
    }

    @ParameterizedTest
    @CsvSource({"find,s3:GetObject", "open,s3:GetObject", "delete,s3:DeleteObject", "list,s3:ListBucket"})
    void a_permission_that_is_missing_is_named(String call, String permission) throws Exception {
        try (BlobStorage storage = open()) {
            refuse(403, "AccessDenied");

            assertThatThrownBy(() -> {
                        switch (call) {
                            case "find" -> assertThat(storage.find(KEY)).isPresent();
                            case "open" -> storage.open(KEY).close();
                            case "delete" -> storage.delete(KEY);
                            default -> assertThat(storage.list("")).isEmpty();
                        }
                    })
                    .isExactlyInstanceOf(BlobStorageException.class)
                    .hasMessageContaining("Allow them " + permission);
        }
    }

    @Test
    void what_can_be_mended_by_a_retry_is_tried_so_often_and_no_more() throws Exception {
        try (BlobStorage storage = open()) {
            refuse(503, "ServiceUnavailable");
            requests.set(0);

            assertThatThrownBy(() -> storage.delete(KEY)).isInstanceOf(BlobStorageException.class);
            assertThat(requests).hasValue(3);

            refuse(403, "AccessDenied");
            requests.set(0);
            assertThatThrownBy(() -> storage.delete(KEY)).isInstanceOf(BlobStorageException.class);
            assertThat(requests).hasValue(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"200,<html><body>Welcome</body></html>", "200,{}", "404,<html>Not found</html>", "405,no", "200,''"})
    void what_is_not_s3_is_refused_at_the_start(int answered, String text) {
        status = answered;
        body = text;

        assertThatThrownBy(this::open)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("does not speak S3")
                .hasMessageContaining("samui.storage.s3.endpoint");
    }

    @Test
    void a_store_that_lists_out_of_order_is_refused() throws Exception {
        try (BlobStorage storage = open()) {
            body = EMPTY_LISTING.replace("<KeyCount>", contents("b") + contents("a") + "<KeyCount>");

            assertThatThrownBy(() -> assertThat(storage.list("")).hasSize(2))
                    .isInstanceOf(BlobStorageException.class)
                    .hasMessageContaining("lists a after b");
        }
    }

    private static String contents(String key) {
        return "<Contents><Key>" + key
                + "</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><Size>1</Size></Contents>";
    }

    private void refuse(int newStatus, String code) {
        status = newStatus;
        body = "<Error><Code>" + code + "</Code><Message>On purpose</Message></Error>";
    }

    private BlobStorage open() {
        return Storages.open(Map.of(
                "bucket", "photos",
                "endpoint", "http://127.0.0.1:" + server.getAddress().getPort(),
                "access-key", "a",
                "secret-key", "s",
                "retries", "2"));
    }
}
