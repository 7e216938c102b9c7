package io.samui.rest.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.ContentDisposition;

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
}
