package io.samui.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorage;
import io.samui.core.storage.DirectDownload;
import io.samui.core.storage.DirectDownload.Delivery;
import io.samui.storage.s3.testkit.SharedS3;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DownloadUrlTest {

    @RegisterExtension
    private static final SharedS3 S3 = SharedS3.proxy();

    private static final BlobKey KEY = new BlobKey("coco/1.json");
    private static final Delivery DELIVERY =
            new Delivery("application/json", "attachment; filename=\"photo_coco.json\"", "private, max-age=60");

    @Test
    void whoever_has_the_url_gets_the_blob_with_the_headers_and_without_credentials() throws Exception {
        try (BlobStorage storage =
                Storages.open(Storages.settings(S3.server(), S3.server().newBucket(), "prefix", "p"))) {
            storage.put(KEY, BlobSource.of("{}".getBytes(StandardCharsets.UTF_8)), "text/plain");

            HttpResponse<String> answer = get(url(storage));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{}");
            assertThat(answer.headers().firstValue("content-type")).contains("application/json");
            assertThat(answer.headers().firstValue("content-disposition")).contains(DELIVERY.contentDisposition());
            assertThat(answer.headers().firstValue("cache-control")).contains(DELIVERY.cacheControl());
        }
    }

    @Test
    void the_url_is_good_for_that_blob_only() throws Exception {
        try (BlobStorage storage =
                Storages.open(Storages.settings(S3.server(), S3.server().newBucket()))) {
            storage.put(KEY, BlobSource.of(new byte[1]), "text/plain");
            storage.put(new BlobKey("coco/2.json"), BlobSource.of(new byte[1]), "text/plain");

            URI other = URI.create(url(storage).toString().replace("coco/1.json", "coco/2.json"));

            assertThat(get(other).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void the_url_of_a_blob_that_is_missing_answers_so() throws Exception {
        try (BlobStorage storage =
                Storages.open(Storages.settings(S3.server(), S3.server().newBucket()))) {
            assertThat(get(url(storage)).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void the_bucket_stands_in_the_path_or_in_the_host_as_set() throws Exception {
        assertThat(elsewhere("path-style", "true")).startsWith("https://files.example.org:9000/photos/coco/1.json?");
        assertThat(elsewhere("path-style", "false")).startsWith("https://photos.files.example.org:9000/coco/1.json?");
        assertThat(elsewhere("prefix", "team")).startsWith("https://files.example.org:9000/photos/team/coco/1.json?");
    }

    /** A URL for clients who reach the store under another address than the server does. */
    private static String elsewhere(String key, String value) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of(
                "bucket", "photos",
                "endpoint", "http://127.0.0.1:1",
                "download-endpoint", "https://files.example.org:9000",
                "access-key", "a",
                "secret-key", "s",
                "retries", "0"));
        settings.put(key, value);
        try (BlobStorage storage = Storages.open(settings)) {
            return url(storage).toString();
        }
    }

    private static URI url(BlobStorage storage) {
        return ((DirectDownload) storage)
                .downloadUrl(KEY, DELIVERY, Duration.ofMinutes(5))
                .orElseThrow();
    }

    private static HttpResponse<String> get(URI url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
    }
}
