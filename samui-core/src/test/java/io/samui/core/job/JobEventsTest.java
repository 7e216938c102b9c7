package io.samui.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.image.ImageId;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.testkit.time.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class JobEventsTest {

    private static final Instant START = Instant.parse("2026-03-14T15:09:26Z");

    private final SettableClock clock = new SettableClock(START);
    private final JobEvents events = new JobEvents(clock);
    private final JobId job = new JobId(UUID.randomUUID());
    private final AtomicInteger told = new AtomicInteger();
    private final JobEvents.Opened all = open(events, null, 0);

    @Test
    void a_job_is_followed_from_the_queue_to_its_end() {
        events.publish(job(job, JobStatus.QUEUED, 2));
        assertThat(states()).singleElement().isEqualTo(state(JobStatus.QUEUED, new ItemCounts(2, 0, 0, 0, 0), null));

        events.started(job(job, JobStatus.RUNNING, 2));
        assertThat(states())
                .singleElement()
                .extracting(JobState::progress)
                .isEqualTo(new JobProgress(JobPhase.LOADING_MODEL, null, null));

        events.modelAnswers(job);
        clock.advance(Duration.ofSeconds(4));
        end(job, 0, ItemStatus.PROCESSED);
        assertThat(states())
                .singleElement()
                .isEqualTo(state(
                        JobStatus.RUNNING,
                        new ItemCounts(2, 1, 0, 0, 0),
                        new JobProgress(JobPhase.PROCESSING, 0.25, START.plusSeconds(8))));

        events.publish(job(job, JobStatus.COMPLETED, 2));
        assertThat(states()).singleElement().extracting(JobState::status).isEqualTo(JobStatus.COMPLETED);
        assertThat(events.progress(job)).isEmpty();
    }

    @Test
    void what_happens_between_two_looks_is_one_update_with_all_that_ended() {
        events.publish(job(job, JobStatus.QUEUED, 3));
        events.started(job(job, JobStatus.RUNNING, 3));
        EndedItem first = end(job, 0, ItemStatus.PROCESSED);
        EndedItem second = end(job, 1, ItemStatus.SKIPPED);
        EndedItem third = end(job, 2, ItemStatus.FAILED);

        List<JobUpdate> updates = all.feed().poll();

        assertThat(updates).hasSize(1);
        assertThat(updates.get(0).endedItems()).containsExactly(first, second, third);
        assertThat(updates.get(0).job().counts()).isEqualTo(new ItemCounts(3, 1, 1, 1, 0));
        assertThat(updates.get(0).lagged()).isFalse();
        assertThat(all.feed().poll()).isEmpty();
    }

    @Test
    void a_reader_is_told_once_until_it_looks() {
        events.publish(job(job, JobStatus.QUEUED, 3));
        events.started(job(job, JobStatus.RUNNING, 3));
        assertThat(told).hasValue(1);

        all.feed().poll();
        events.modelAnswers(job);
        assertThat(told).hasValue(2);
    }

    @Test
    void ids_grow_from_update_to_update_and_the_newest_change_comes_last() {
        JobId other = new JobId(UUID.randomUUID());
        List<Long> ids = new ArrayList<>();
        events.started(job(job, JobStatus.RUNNING, 3));
        events.publish(job(other, JobStatus.QUEUED, 1));
        end(job, 0, ItemStatus.PROCESSED);
        List<JobUpdate> updates = all.feed().poll();
        updates.forEach(update -> ids.add(update.id()));
        end(job, 1, ItemStatus.PROCESSED);
        all.feed().poll().forEach(update -> ids.add(update.id()));

        assertThat(updates).extracting(update -> update.job().id()).containsExactly(other, job);
        assertThat(ids).hasSize(3).isSorted().doesNotHaveDuplicates();
        assertThat(ids.get(0)).isGreaterThan(all.lastId());
    }

    @Test
    void ids_of_a_later_process_are_higher() {
        for (int i = 0; i < 2_000; i++) {
            events.publish(job(new JobId(UUID.randomUUID()), JobStatus.CANCELLED, 1));
        }
        long last = open(events, null, 0).lastId();
        clock.advance(Duration.ofMillis(10));

        assertThat(open(new JobEvents(clock), null, 0).lastId()).isGreaterThan(last);
    }

    @Test
    void a_reader_that_comes_again_gets_what_it_missed() {
        events.started(job(job, JobStatus.RUNNING, 3));
        end(job, 0, ItemStatus.PROCESSED);
        long seen = all.feed().poll().get(0).id();
        EndedItem second = end(job, 1, ItemStatus.PROCESSED);
        EndedItem third = end(job, 2, ItemStatus.PROCESSED);

        JobEvents.Opened again = open(events, null, seen);

        assertThat(again.resumed()).isTrue();
        assertThat(again.feed().poll())
                .singleElement()
                .satisfies(update -> assertThat(update.endedItems()).containsExactly(second, third));
        assertThat(open(events, null, again.lastId()).resumed())
                .as("nothing missed")
                .isTrue();
    }

    @Test
    void what_is_not_known_any_more_cannot_be_resumed() {
        long start = all.lastId();
        events.started(job(job, JobStatus.RUNNING, 5_000));
        for (int i = 0; i < JobEvents.KEPT; i++) {
            end(job, i, ItemStatus.PROCESSED);
        }
        long last = open(events, null, 0).lastId();

        assertThat(open(events, null, start).resumed())
                .as("the start was dropped")
                .isFalse();
        assertThat(open(events, null, start + 1).resumed()).isTrue();
        assertThat(open(events, null, last + 1).resumed()).as("of the future").isFalse();
        assertThat(open(events, null, start - 1).resumed())
                .as("of an older process")
                .isFalse();
        assertThat(open(events, null, -5).resumed()).isFalse();
        assertThat(open(events, null, start).running()).containsOnlyKeys(job);
    }

    @Test
    void a_reader_that_lags_is_told_so_and_its_counts_are_right() {
        events.started(job(job, JobStatus.RUNNING, 5_000));
        for (int i = 0; i < 3_000; i++) {
            end(job, i, ItemStatus.PROCESSED);
        }

        List<JobUpdate> updates = all.feed().poll();

        assertThat(updates).hasSize(1);
        assertThat(updates.get(0).lagged()).isTrue();
        assertThat(updates.get(0).endedItems()).isEmpty();
        assertThat(updates.get(0).job().counts().processed()).isEqualTo(3_000);

        EndedItem next = end(job, 3_000, ItemStatus.PROCESSED);
        assertThat(all.feed().poll()).singleElement().satisfies(update -> {
            assertThat(update.lagged()).isFalse();
            assertThat(update.endedItems()).containsExactly(next);
        });
    }

    @Test
    void exactly_as_many_ends_as_fit_are_no_lag() {
        events.started(job(job, JobStatus.RUNNING, 5_000));
        for (int i = 0; i < JobFeed.MOST_ITEMS; i++) {
            end(job, i, ItemStatus.PROCESSED);
        }

        assertThat(all.feed().poll().get(0).endedItems()).hasSize(JobFeed.MOST_ITEMS);
    }

    @Test
    void a_reader_that_never_looks_holds_a_bounded_number_of_jobs() {
        for (int i = 0; i < JobFeed.MOST_JOBS; i++) {
            events.publish(job(new JobId(UUID.randomUUID()), JobStatus.CANCELLED, 1));
        }
        assertThat(all.feed().overflowed()).isFalse();

        events.publish(job(job, JobStatus.CANCELLED, 1));

        assertThat(all.feed().overflowed()).isTrue();
        assertThat(all.feed().poll()).isEmpty();
    }

    @Test
    void a_reader_of_one_job_hears_of_no_other() {
        JobEvents.Opened one = open(events, job, 0);
        events.publish(job(new JobId(UUID.randomUUID()), JobStatus.QUEUED, 1));
        assertThat(one.feed().poll()).isEmpty();

        events.publish(job(job, JobStatus.QUEUED, 1));
        assertThat(one.feed().poll()).hasSize(1);
    }

    @Test
    void who_has_left_is_told_nothing() {
        events.remove(all.feed());
        events.publish(job(job, JobStatus.QUEUED, 1));

        assertThat(told).hasValue(0);
        assertThat(all.feed().poll()).isEmpty();
    }

    @Test
    void a_reader_that_throws_disturbs_nobody() {
        events.open(null, OptionalLong.empty(), () -> {
            throw new IllegalStateException("broken");
        });
        JobEvents.Opened later = open(events, null, 0);

        events.publish(job(job, JobStatus.QUEUED, 1));

        assertThat(later.feed().poll()).hasSize(1);
        assertThat(told).hasValue(2);
    }

    @Test
    void news_that_come_late_are_passed_over() {
        events.started(job(job, JobStatus.RUNNING, 1));
        all.feed().poll();
        events.publish(job(job, JobStatus.QUEUED, 1));
        assertThat(all.feed().poll()).as("it runs already").isEmpty();

        events.publish(job(job, JobStatus.COMPLETED, 1));
        all.feed().poll();
        events.publish(job(job, JobStatus.QUEUED, 1));
        events.publish(job(job, JobStatus.RUNNING, 1));
        events.modelAnswers(job);
        end(job, 0, ItemStatus.PROCESSED);

        assertThat(all.feed().poll()).as("it has ended").isEmpty();
        assertThat(events.running()).isEmpty();
    }

    @Test
    void a_job_that_is_to_be_cancelled_has_no_estimate() {
        events.started(job(job, JobStatus.RUNNING, 9));
        events.modelAnswers(job);
        clock.advance(Duration.ofSeconds(1));
        end(job, 0, ItemStatus.PROCESSED);
        assertThat(events.progress(job).orElseThrow().estimatedCompletionAt()).isNotNull();

        events.publish(cancelling(job(job, JobStatus.RUNNING, 9)));

        assertThat(events.progress(job)).contains(new JobProgress(JobPhase.PROCESSING, 1.0, null));
        JobState last = states().get(0);
        assertThat(last.cancelRequested()).isTrue();
        assertThat(last.counts()).as("those here are newer than the row's").isEqualTo(new ItemCounts(9, 1, 0, 0, 0));
    }

    @Test
    void skipped_images_are_no_work_but_need_none_either() {
        events.started(job(job, JobStatus.RUNNING, 10));
        events.modelAnswers(job);
        clock.advance(Duration.ofSeconds(1));
        end(job, 0, ItemStatus.PROCESSED);
        for (int i = 1; i < 8; i++) {
            end(job, i, ItemStatus.SKIPPED);
        }

        assertThat(events.progress(job)).contains(new JobProgress(JobPhase.PROCESSING, 1.0, START.plusSeconds(3)));
    }

    private JobEvents.Opened open(JobEvents of, JobId only, long after) {
        return of.open(only, after == 0 ? OptionalLong.empty() : OptionalLong.of(after), told::incrementAndGet);
    }

    private List<JobState> states() {
        return all.feed().poll().stream().map(JobUpdate::job).toList();
    }

    private JobState state(JobStatus status, ItemCounts counts, JobProgress progress) {
        return new JobState(job, status, counts, false, progress);
    }

    private EndedItem end(JobId of, int position, ItemStatus status) {
        EndedItem item = new EndedItem(position, new ImageId(UUID.randomUUID()), status);
        events.itemEnded(of, item);
        return item;
    }

    private static Job job(JobId id, JobStatus status, int images) {
        return new Job(
                id,
                1,
                SegmentationMode.INSIDE_BOX,
                status,
                DecodeOptions.defaults(),
                new ItemCounts(images, 0, 0, 0, 0),
                START,
                null,
                null,
                null,
                null,
                false,
                false,
                null,
                null);
    }

    private static Job cancelling(Job job) {
        return new Job(
                job.id(),
                job.seq(),
                job.mode(),
                job.status(),
                job.parameters(),
                job.counts(),
                job.createdAt(),
                null,
                null,
                null,
                null,
                true,
                false,
                null,
                null);
    }
}
