package io.samui.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobEndsTest {

    @ParameterizedTest
    @CsvSource({
        "3, 0, 0, COMPLETED",
        "1, 0, 2, COMPLETED",
        "0, 3, 0, COMPLETED",
        "0, 0, 3, FAILED",
        "0, 2, 1, FAILED",
    })
    void a_job_has_failed_when_nothing_was_processed_and_something_failed(
            int processed, int skipped, int failed, JobStatus expected) {
        ItemCounts counts = new ItemCounts(processed + skipped + failed, processed, skipped, failed, 0);

        JobEnd end = JobEnds.of(counts, () -> "a.png: no room", Instant.EPOCH);

        assertThat(end.status()).isEqualTo(expected);
        assertThat(end.error() != null).isEqualTo(expected == JobStatus.FAILED);
    }

    @Test
    void the_error_counts_and_names_the_first() {
        JobEnd end = JobEnds.of(new ItemCounts(5, 0, 2, 3, 0), () -> "a.png: no room", Instant.EPOCH);

        assertThat(end.error()).isEqualTo("None of the 5 images was processed, 3 failed. The first: a.png: no room");
        assertThat(end.at()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void a_job_that_is_over_has_nothing_left_to_say_about_its_items() {
        assertThat(JobStatus.COMPLETED.next()).isEmpty();
        assertThat(JobStatus.FAILED.next()).isEmpty();
        assertThat(JobStatus.CANCELLED.next()).isEmpty();
        assertThat(JobStatus.QUEUED.next()).doesNotContain(JobStatus.COMPLETED, JobStatus.FAILED);
    }
}
