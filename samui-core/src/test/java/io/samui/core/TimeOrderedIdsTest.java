package io.samui.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {

    private final TimeOrderedIds ids =
            new TimeOrderedIds(Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC), new Random(1));

    @Test
    void ids_of_one_millisecond_differ_and_sort_in_the_order_they_were_made() {
        var made = Stream.generate(ids::next).limit(10_000).toList();

        assertThat(made.stream().map(UUID::toString)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void they_are_version_7_and_carry_the_time() {
        UUID id = ids.next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16)).isEqualTo("2026-03-01T10:00:00Z");
    }
}
