package io.samui.core.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.ConfigurationException;
import io.samui.core.Samui;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistorySettingsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void everything_is_kept_unless_told_otherwise() {
        assertThat(new HistorySettings(null).retention(NOW)).isEmpty();
        assertThat(new HistorySettings("everything").retention(NOW)).isEmpty();
    }

    @Test
    void a_number_is_a_count_whatever_the_age() {
        assertThat(new HistorySettings("10").retention(NOW)).contains(new Retention(10, Retention.ALWAYS));
    }

    @Test
    void a_number_with_a_unit_is_an_age_whatever_the_count() {
        assertThat(new HistorySettings("90d").retention(NOW))
                .contains(new Retention(1, NOW.minus(Duration.ofDays(90))));
        assertThat(new HistorySettings("12h").retention(NOW))
                .contains(new Retention(1, NOW.minus(Duration.ofHours(12))));
    }

    @Test
    void an_age_beyond_all_history_keeps_everything() {
        assertThat(new HistorySettings("999999999d").retention(NOW)).contains(new Retention(1, Instant.EPOCH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "0d", "-3d", "10x", "ten", "Everything!", "10 results", "1e3", "99999999999"})
    void anything_else_is_refused_with_what_would_fit(String text) {
        assertThatThrownBy(() -> new HistorySettings(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("samui.history.keep = \"" + text + "\"")
                .hasMessageContaining("everything, a count of results per image and mode such as 10")
                .hasMessageContaining("90d");
    }

    @Test
    void a_misfit_is_found_before_anything_is_opened() {
        assertThatThrownBy(() ->
                        Samui.builder().setting("samui.history.keep", "forever").build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("samui.history.keep");
    }

    @Test
    void no_retention_takes_the_latest() {
        assertThatThrownBy(() -> new Retention(0, NOW)).hasMessageContaining("always kept");
    }
}
