package io.samui.rest.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.DirectDownload;
import io.samui.core.storage.DirectDownload.Delivery;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.ResponseEntity;

class DownloadsTest {

    @Test
    void a_plain_name_is_written_as_it_is() {
        assertThat(Downloads.disposition("cat_coco.json")).isEqualTo("attachment; filename=\"cat_coco.json\"");
    }

    @Test
    void a_name_beyond_ascii_comes_back_from_the_extended_form() {
        String name = "\u5199\u771f \ud83d\udc08_coco.json";

        String header = Downloads.disposition(name);

        assertThat(header).contains("filename*=UTF-8''%E5%86%99");
        assertThat(ContentDisposition.parse(header).getFilename()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nSet-Cookie: x=1",
                "a\nb",
                "a\u0000b",
                "a\u0085b",
                "quote\"; filename=\"evil.exe",
                "back\\slash",
                "../../etc/passwd",
                "\ud800 alone",
                "\u202egnp.exe",
                "%0d%0aX: y",
                ""
            })
    void no_name_breaks_out_of_the_header(String name) {
        String header = Downloads.disposition(name);

        assertThat(header).matches("[\\x20-\\x7e]*").doesNotContain("/");
        ContentDisposition parsed = ContentDisposition.parse(header);
        assertThat(parsed.isAttachment()).isTrue();
        assertThat(parsed.getFilename()).doesNotContain("/").doesNotContain("\n");
        assertThat(parsed.toString()).isEqualTo(header);
    }

    @Test
    void times_have_six_fractional_digits_in_utc() {
        assertThat(Timestamps.format(Instant.parse("2026-03-14T15:09:26Z"))).isEqualTo("2026-03-14T15:09:26.000000Z");
        assertThat(Timestamps.format(Instant.parse("2026-03-14T15:09:26.5358979Z")))
                .isEqualTo("2026-03-14T15:09:26.535897Z");
    }

    private static final StoredBlob MASK = new StoredBlob(
            "1-mask", "image/png", new BlobKey("masks/1.png"), () -> BlobSource.of(new byte[] {1, 2, 3}));

    private final List<Delivery> deliveries = new ArrayList<>();

    @Test
    void a_client_is_sent_on_to_the_storage_with_the_headers_that_it_is_to_have_there() {
        ResponseEntity<Resource> answer = direct("GET").attachment(MASK, "cat.png");

        assertThat(answer.getStatusCode().value()).isEqualTo(307);
        assertThat(answer.getHeaders().getLocation()).isEqualTo(URI.create("https://store/masks/1.png"));
        assertThat(answer.getHeaders().getCacheControl()).isEqualTo("no-store");
        assertThat(deliveries)
                .containsExactly(new Delivery("image/png", "attachment; filename=\"cat.png\"", "no-cache"));
    }

    @Test
    void where_a_client_was_sent_on_may_be_remembered_for_what_never_changes_only() {
        assertThat(direct("GET").unchanging(MASK).getHeaders().getCacheControl())
                .isEqualTo("max-age=300, private");
        assertThat(direct("GET").latest(MASK).getHeaders().getCacheControl()).isEqualTo("no-store");
        assertThat(deliveries.get(0).cacheControl()).isEqualTo("max-age=31536000, private, immutable");
    }

    @Test
    void head_is_answered_here_as_the_url_is_good_for_get_only() {
        assertThat(direct("HEAD").unchanging(MASK).getStatusCode().value()).isEqualTo(200);
        assertThat(deliveries).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"cors,200", "no-cors,200", "same-origin,200", "navigate,307"})
    void what_a_page_asks_for_by_itself_is_answered_here_and_a_link_that_is_followed_is_sent_on(
            String mode, int status) {
        HttpServletRequest request = request("GET");
        ((Request) request)
                .getCoyoteRequest()
                .getMimeHeaders()
                .addValue("Sec-Fetch-Mode")
                .setString(mode);

        assertThat(direct(request).unchanging(MASK).getStatusCode().value()).isEqualTo(status);
    }

    @Test
    void a_storage_without_such_urls_is_streamed() throws IOException {
        Downloads downloads = Downloads.direct((key, delivery, validFor) -> Optional.empty(), request("GET"));

        ResponseEntity<Resource> answer = downloads.unchanging(MASK);

        assertThat(answer.getStatusCode().value()).isEqualTo(200);
        assertThat(answer.getHeaders().getETag()).isEqualTo("\"1-mask\"");
        assertThat(answer.getBody().getContentAsByteArray()).containsExactly(1, 2, 3);
    }

    private Downloads direct(String method) {
        return direct(request(method));
    }

    private Downloads direct(HttpServletRequest request) {
        DirectDownload storage = (key, delivery, validFor) -> {
            deliveries.add(delivery);
            return Optional.of(URI.create("https://store/" + key));
        };
        return Downloads.direct(storage, request);
    }

    private static HttpServletRequest request(String method) {
        Request request = new Request(new Connector(), new org.apache.coyote.Request());
        request.getCoyoteRequest().setMethod(method);
        return request;
    }
}
