package io.samui.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.SegmentationMode;
import java.time.Instant;
import java.util.UUID;
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

        JobEnd end = JobEnds.of(job(counts, false), () -> "a.png: no room", Instant.EPOCH);

        assertThat(end.status()).isEqualTo(expected);
        assertThat(end.error() != null).isEqualTo(expected == JobStatus.FAILED);
    }

    @ParameterizedTest
    @CsvSource({
        "5, 2, 1, CANCELLED",
        "5, 0, 0, CANCELLED",
        "3, 3, 0, CANCELLED",
        "3, 1, 2, CANCELLED",
        "5, 0, 2, FAILED",
    })
    void a_job_that_was_asked_to_be_cancelled_is_cancelled_or_failed_but_never_completed(
            int total, int processed, int failed, JobStatus expected) {
        ItemCounts counts = new ItemCounts(total, processed, 0, failed, 0);

        JobEnd end = JobEnds.of(job(counts, true), () -> "a.png: no room", Instant.EPOCH);

        assertThat(end.status()).isEqualTo(expected);
        assertThat(end.itemReason()).isEqualTo("cancelled by request");
        assertThat(end.interrupted()).isFalse();
    }

    @Test
    void the_error_of_a_cancelled_job_that_failed_says_what_became_of_the_rest() {
        JobEnd end = JobEnds.of(job(new ItemCounts(5, 0, 0, 2, 0), true), () -> "a.png: no room", Instant.EPOCH);

        assertThat(end.error())
                .isEqualTo("None of the 5 images was processed, 2 failed, the rest was cancelled by request. The first:"
                        + " a.png: no room");
    }

    @Test
    void the_error_counts_and_names_the_first() {
        JobEnd end = JobEnds.of(job(new ItemCounts(5, 0, 2, 3, 0), false), () -> "a.png: no room", Instant.EPOCH);

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

    private static Job job(ItemCounts counts, boolean cancelRequested) {
        return new Job(
                new JobId(UUID.randomUUID()),
                1,
                SegmentationMode.POINT,
                JobStatus.RUNNING,
                DecodeOptions.defaults(),
                counts,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                null,
                null,
                cancelRequested,
                false,
                null,
                null);
    }
}
