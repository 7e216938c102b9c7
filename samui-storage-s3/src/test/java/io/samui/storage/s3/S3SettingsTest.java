package io.samui.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.ConfigurationException;
import io.samui.core.spi.SettingsBinder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3SettingsTest {

    @Test
    void a_bucket_is_all_it_takes() {
        S3Settings settings = bind(Map.of("bucket", "photos"));

        assertThat(settings.pathStyle()).isFalse();
        assertThat(settings.encryption()).isEqualTo(Encryption.BUCKET);
        assertThat(settings.retries()).isEqualTo(3);
    }

    @Test
    void stores_with_an_endpoint_of_their_own_have_the_bucket_in_the_path_unless_told_otherwise() {
        assertThat(bind(Map.of("bucket", "b", "endpoint", "https://s3.example.org"))
                        .pathStyle())
                .isTrue();
        assertThat(bind(Map.of("bucket", "b", "endpoint", "https://s3.example.org", "path-style", "false"))
                        .pathStyle())
                .isFalse();
    }

    @Test
    void a_prefix_stands_for_a_folder_with_or_without_its_slash() {
        assertThat(bind(Map.of("bucket", "b", "prefix", "team/samui")).prefix()).isEqualTo("team/samui/");
        assertThat(bind(Map.of("bucket", "b", "prefix", "team/samui/")).prefix())
                .isEqualTo("team/samui/");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    bucket               |                       | bucket must be the name
                    bucket               | s3://photos           | bucket must be the name
                    bucket               | photos/samui          | is prefix
                    prefix               | /samui                | segments joined by '/'
                    prefix               | ../other              | segments joined by '/'
                    endpoint             | s3.example.org        | endpoint is a URL
                    endpoint             | ftp://s3.example.org  | endpoint is a URL
                    endpoint             | https://host/photos   | endpoint is a URL
                    download-endpoint    | host:9000             | download-endpoint is a URL
                    access-key           | AKIA                  | access-key and secret-key go together
                    secret-key           | hush                  | access-key and secret-key go together
                    part-size            | 1MB                   | part-size is from 5MB
                    multipart-threshold  | 3GB                   | multipart-threshold is at most
                    connect-timeout      | 0s                    | connect-timeout
                    retries              | 100                   | retries is from 0 to 20
                    encryption           | rot13                 | bucket, aes256, kms
                    kms-key              | key                   | kms-key takes encryption=kms
                    buckets              | b                     | Did you mean samui.storage.s3.bucket?
                    """)
    void what_does_not_fit_is_refused_with_what_would(String key, String value, String sentence) {
        Map<String, String> settings = new HashMap<>(Map.of("bucket", "photos"));
        settings.put(key, value == null ? "" : value);

        assertThatThrownBy(() -> bind(settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(sentence)
                .hasMessageContaining("samui.storage.s3.");
    }

    @Test
    void a_login_in_the_endpoint_is_refused_and_not_repeated() {
        assertThatThrownBy(() -> bind(Map.of("bucket", "b", "endpoint", "https://me:hush@s3.example.org")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining("hush");
    }

    @Test
    void the_keys_are_not_printed() {
        S3Settings settings = bind(Map.of("bucket", "b", "access-key", "AKIA12345", "secret-key", "hush"));

        assertThat(settings.toString()).doesNotContain("AKIA12345").doesNotContain("hush");
    }

    private static S3Settings bind(Map<String, String> settings) {
        return SettingsBinder.bind(S3Settings.class, "samui.storage.s3.", settings);
    }
}
