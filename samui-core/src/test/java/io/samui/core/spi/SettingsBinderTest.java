package io.samui.core.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsBinderTest {

    enum Colour {
        DARK_RED,
        BLUE
    }

    record Everything(
            String name,
            Boolean pathStyle,
            Integer maxPixels,
            Long count,
            Double threshold,
            Duration idle,
            DataSize maxBytes,
            Path root,
            Secret secretKey,
            Colour colour) {}

    record Defaulted(Integer size) {
        Defaulted {
            size = size == null ? 7 : size;
            if (size > 100) {
                throw new IllegalArgumentException("size is at most 100");
            }
        }
    }

    @Test
    void every_type_is_read() {
        Everything bound = SettingsBinder.bind(
                Everything.class,
                "samui.x.",
                Map.of(
                        "name",
                        "a",
                        "path-style",
                        "true",
                        "max-pixels",
                        "50M",
                        "count",
                        "12",
                        "threshold",
                        "0.25",
                        "idle",
                        "90s",
                        "max-bytes",
                        "64MB",
                        "root",
                        "/tmp/x",
                        "secret-key",
                        "s",
                        "colour",
                        "dark-red"));

        assertThat(bound)
                .isEqualTo(new Everything(
                        "a",
                        true,
                        50_000_000,
                        12L,
                        0.25,
                        Duration.ofSeconds(90),
                        DataSize.ofMegabytes(64),
                        Path.of("/tmp/x"),
                        new Secret("s"),
                        Colour.DARK_RED));
    }

    @Test
    void absent_and_blank_settings_leave_the_default_to_the_record() {
        assertThat(SettingsBinder.bind(Defaulted.class, "p.", Map.of()).size()).isEqualTo(7);
        assertThat(SettingsBinder.bind(Defaulted.class, "p.", Map.of("size", " "))
                        .size())
                .isEqualTo(7);
    }

    @Test
    void an_unknown_key_is_an_error_that_names_the_nearest() {
        assertThatThrownBy(() -> SettingsBinder.bind(Everything.class, "samui.x.", Map.of("max-byte", "1")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("There is no setting samui.x.max-byte. Did you mean samui.x.max-bytes?");
    }

    @Test
    void what_the_record_itself_refuses_is_a_configuration_error() {
        assertThatThrownBy(() -> SettingsBinder.bind(Defaulted.class, "p.", Map.of("size", "101")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("at most 100");
    }

    @ParameterizedTest
    @CsvSource({
        "max-pixels, 99999999999, overflow",
        "max-pixels, 1.5, 'such as 1000'",
        "max-pixels, -3, 'such as 1000'",
        "path-style, yes, 'true or false'",
        "threshold, high, 'such as 0.5'",
        "idle, 10 minutes, 'such as 10m'",
        "max-bytes, lots, 'such as 512MB'",
        "colour, green, dark_red",
    })
    void a_value_that_does_not_fit_is_an_error_that_says_what_would(String key, String value, String says) {
        assertThatThrownBy(() -> SettingsBinder.bind(Everything.class, "samui.x.", Map.of(key, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("samui.x." + key)
                .hasMessageContaining(value)
                .hasMessageContaining(says);
    }

    @Test
    void secrets_do_not_show() {
        Everything bound = SettingsBinder.bind(Everything.class, "p.", Map.of("secret-key", "hunter2"));

        assertThat(bound.toString()).doesNotContain("hunter2");
        assertThat(bound.secretKey().value()).isEqualTo("hunter2");
    }

    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "90s,PT1M30S", "10m,PT10M", "2h,PT2H", "90d,PT2160H", "PT5S,PT5S"})
    void durations_are_written_short_or_as_iso(String text, Duration duration) {
        assertThat(SettingValue.parse(Duration.class, text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @CsvSource({"65536,65536,64kB", "64kB,65536,64kB", "1 GB,1073741824,1GB", "3m,3145728,3MB", "0,0,0B", "1,1,1B"})
    void sizes_are_written_in_powers_of_1024(String text, long bytes, String shown) {
        assertThat(DataSize.parse(text).bytes()).isEqualTo(bytes);
        assertThat(DataSize.parse(text)).hasToString(shown);
    }
}
