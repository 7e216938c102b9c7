package io.samui.core.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ThroughputTest {

    private static final Instant START = Instant.parse("2026-03-14T15:09:26Z");

    private Throughput throughput = new Throughput();
    private Instant now = START;

    @Test
    void before_the_first_image_nothing_is_known() {
        assertThat(throughput.perSecond(now)).isNull();
        throughput.begin(now);

        assertThat(throughput.perSecond(now.plusSeconds(3600))).isNull();
        assertThat(throughput.completion(3, now.plusSeconds(3600))).isNull();
    }

    @Test
    void the_first_image_is_a_rate_already() {
        throughput.begin(now);
        images(1, Duration.ofSeconds(4));

        assertThat(throughput.perSecond(now)).isEqualTo(0.25);
        assertThat(throughput.completion(3, now)).isEqualTo(now.plusSeconds(12));
    }

    @Test
    void an_image_that_ended_before_the_model_began_tells_no_rate() {
        images(1, Duration.ofSeconds(1));
        assertThat(throughput.perSecond(now)).isNull();

        images(2, Duration.ofSeconds(1));
        assertThat(throughput.perSecond(now)).isEqualTo(1);
    }

    @Test
    void images_that_all_end_at_once_tell_no_rate() {
        throughput.begin(now);
        images(5, Duration.ZERO);

        assertThat(throughput.perSecond(now)).isNull();
        assertThat(throughput.completion(5, now)).isNull();
    }

    @Test
    void the_estimate_stays_while_the_next_image_runs_and_never_lies_in_the_past() {
        throughput.begin(now);
        images(10, Duration.ofSeconds(2));

        assertThat(throughput.completion(1, now.plusSeconds(1))).isEqualTo(now.plusSeconds(2));
        assertThat(throughput.completion(1, now.plusSeconds(5))).isEqualTo(now.plusSeconds(5));
    }

    @Test
    void a_burst_of_images_that_were_encoded_before_is_forgotten_after_half_a_minute() {
        throughput.begin(now);
        images(500, Duration.ofMillis(20));
        assertThat(throughput.perSecond(now)).isCloseTo(50, within(1e-6));

        images(62, Duration.ofMillis(500));

        assertThat(throughput.perSecond(now)).isCloseTo(2, Percentage.withPercentage(2));
        assertThat(throughput.completion(100, now)).isBetween(now.plusSeconds(49), now.plusSeconds(51));
    }

    @Test
    void a_pause_says_nothing_of_the_images() {
        throughput.begin(now);
        images(20, Duration.ofSeconds(1));
        Instant before = now;
        now = now.plus(Duration.ofHours(3));

        assertThat(throughput.perSecond(before.plusSeconds(29))).isEqualTo(1);
        assertThat(throughput.perSecond(now)).as("nothing moves").isNull();
        images(1, Duration.ZERO);
        assertThat(throughput.perSecond(now)).as("one end is no rate").isNull();
        images(3, Duration.ofSeconds(1));
        assertThat(throughput.perSecond(now)).isEqualTo(1);
    }

    @Test
    void an_image_of_a_slow_model_is_no_pause() {
        throughput.begin(now);
        images(3, Duration.ofMinutes(2));

        assertThat(throughput.perSecond(now.plus(Duration.ofMinutes(9)))).isCloseTo(1 / 120.0, within(1e-12));
        assertThat(throughput.perSecond(now.plus(Duration.ofMinutes(11)))).isNull();
    }

    @Test
    void a_slow_model_is_judged_by_several_images() {
        throughput.begin(now);
        for (int i = 0; i < 20; i++) {
            images(1, Duration.ofSeconds(40));
            images(1, Duration.ofSeconds(80));
        }

        assertThat(throughput.perSecond(now)).isCloseTo(1 / 60.0, Percentage.withPercentage(1));
    }

    @Test
    void a_clock_that_is_set_back_takes_nothing_away() {
        throughput.begin(now);
        images(10, Duration.ofSeconds(1));
        Instant latest = now;
        now = START.minusSeconds(1000);
        images(1, Duration.ZERO);

        assertThat(throughput.perSecond(now)).isEqualTo(1.1);
        assertThat(throughput.completion(11, now)).isEqualTo(latest.plusSeconds(10));
    }

    @Test
    void it_remembers_little_however_fast_images_end() {
        throughput.begin(now);
        images(300_000, Duration.ofMillis(1));

        assertThat(throughput.samples()).isLessThan(150);
        assertThat(throughput.perSecond(now)).isCloseTo(1000, within(1e-6));
    }

    @Property
    void an_even_pace_is_found_exactly(
            @ForAll @IntRange(min = 1, max = 600_000) int millis, @ForAll @IntRange(min = 1, max = 300) int images) {
        startAnew();
        images(images, Duration.ofMillis(millis));

        assertThat(throughput.perSecond(now)).isCloseTo(1000.0 / millis, Percentage.withPercentage(1e-9));
        assertThat(Duration.between(now, throughput.completion(images, now)).toMillis())
                .isCloseTo((long) millis * images, within(1L));
    }

    @Property
    void a_rate_is_positive_or_unknown_and_an_end_is_to_come(
            @ForAll @Size(max = 200) List<@IntRange(min = -1_000, max = 200_000) Integer> millis,
            @ForAll @IntRange(max = 100_000) int later,
            @ForAll @IntRange(max = 1_000_000) int remaining) {
        startAnew();
        millis.forEach(took -> images(1, Duration.ofMillis(took)));
        Instant look = now.plusMillis(later);

        Double rate = throughput.perSecond(look);
        Instant end = throughput.completion(remaining, look);

        assertThat(rate == null).isEqualTo(end == null);
        assertThat(rate == null || rate > 0).isTrue();
        assertThat(end == null || !end.isBefore(look)).isTrue();
    }

    /** All tries of a property share this object. */
    private void startAnew() {
        throughput = new Throughput();
        now = START;
        throughput.begin(now);
    }

    private void images(int count, Duration each) {
        for (int i = 0; i < count; i++) {
            now = now.plus(each);
            throughput.add(now);
        }
    }
}
