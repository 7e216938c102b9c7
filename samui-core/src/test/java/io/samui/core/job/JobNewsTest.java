package io.samui.core.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.NotFoundException;
import io.samui.core.StoreException;
import io.samui.core.image.ImageRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What those who work jobs say of them, and when. */
class JobNewsTest {

    private final Bench bench = new Bench();
    private final List<JobUpdate> updates = new ArrayList<>();
    private JobSubscription subscription;

    @Test
    void a_job_is_told_of_step_by_step() {
        collectAtOnce();
        Job job = bench.submit(bench.image("a"), bench.image("b"));
        bench.runNext();

        assertThat(updates).extracting(JobUpdate::id).isSorted().doesNotHaveDuplicates();
        assertThat(updates).allSatisfy(update -> assertThat(update.job().id()).isEqualTo(job.id()));
        assertThat(updates)
                .extracting(update -> update.job().status() + " " + phase(update) + " "
                        + update.job().counts().ended())
                .containsExactly(
                        "QUEUED null 0",
                        "RUNNING LOADING_MODEL 0",
                        "RUNNING PROCESSING 0",
                        "RUNNING PROCESSING 1",
                        "RUNNING PROCESSING 2",
                        "COMPLETED null 2");
        assertThat(updates)
                .flatExtracting(JobUpdate::endedItems)
                .extracting(item -> item.position() + " " + item.status())
                .containsExactly("0 PROCESSED", "1 PROCESSED");
    }

    @Test
    void nothing_is_told_before_it_is_committed() {
        collectAtOnce();
        ImageRecord image = bench.image("a");

        bench.stores.unitOfWork().inTransaction(() -> {
            bench.submit(image);
            assertThat(updates).as("before the commit").isEmpty();
        });

        assertThat(updates).hasSize(1);
    }

    @Test
    void a_submission_that_is_rolled_back_is_not_told_of() {
        collectAtOnce();
        ImageRecord image = bench.image("a");

        assertThatThrownBy(() -> bench.stores.unitOfWork().inTransaction((Runnable) () -> {
                    bench.submit(image);
                    throw new IllegalStateException("undo");
                }))
                .hasMessage("undo");

        assertThat(updates).isEmpty();
    }

    @Test
    void an_end_is_told_when_everybody_can_see_it() {
        List<String> seen = new ArrayList<>();
        Job job = bench.submit(bench.image("a"));
        subscription = bench.jobs.subscribe(
                job.id(),
                OptionalLong.empty(),
                () -> subscription
                        .poll()
                        .forEach(update -> seen.add(
                                update.job().status() + " " + bench.now(job).status() + " "
                                        + update.job().counts().ended() + " "
                                        + bench.now(job).counts().ended())));

        bench.runNext();

        assertThat(seen).contains("RUNNING RUNNING 1 1").endsWith("COMPLETED COMPLETED 1 1");
    }

    @Test
    void images_are_told_of_as_what_they_ended() {
        collectAtOnce();
        ImageRecord gone = bench.image("gone");
        ImageRecord late = bench.image("late");
        Job job = bench.submit(gone, bench.image("bad"), late);
        bench.delete(gone);
        AtomicInteger decodes = new AtomicInteger();
        bench.engine.beforeDecode = (image, cancellation) -> {
            if (decodes.incrementAndGet() == 1) {
                throw new IllegalArgumentException("bad");
            }
            bench.delete(late); // its result will find no image
        };

        bench.runNext();

        assertThat(updates)
                .flatExtracting(JobUpdate::endedItems)
                .extracting(EndedItem::status)
                .containsExactly(ItemStatus.SKIPPED, ItemStatus.FAILED, ItemStatus.SKIPPED);
        assertThat(updates.get(updates.size() - 1).job().counts())
                .isEqualTo(bench.now(job).counts())
                .isEqualTo(new ItemCounts(3, 0, 2, 1, 0));
    }

    @Test
    void a_result_that_was_recorded_though_the_answer_was_lost_is_told_of_once() {
        collectAtOnce();
        bench.submit(bench.image("a"));
        AtomicInteger finds = new AtomicInteger();
        bench.afterStore = method -> {
            if (method.equals("finishItems") && finds.incrementAndGet() == 1) {
                throw new StoreException("the answer was lost", null);
            }
        };

        bench.runNext();

        assertThat(updates)
                .flatExtracting(JobUpdate::endedItems)
                .extracting(EndedItem::status)
                .containsExactly(ItemStatus.PROCESSED);
        assertThat(bench.results()).isEqualTo(1);
    }

    @Test
    void a_job_that_an_earlier_process_left_running_ends_loudly() {
        Job left = bench.submit(bench.image("a"));
        bench.stores.jobs().claimNext(bench.clock.instant());
        collectAtOnce();

        new UnfinishedJobs(bench.stores, bench.clock, bench.events).end("stopped");

        assertThat(updates).singleElement().satisfies(update -> {
            assertThat(update.job().id()).isEqualTo(left.id());
            assertThat(update.job().status()).isEqualTo(JobStatus.FAILED);
            assertThat(update.job().counts().cancelled()).isEqualTo(1);
        });
    }

    @Test
    void an_end_whose_answer_was_lost_is_told_of_when_the_store_is_back() {
        collectAtOnce();
        Job job = bench.submit(bench.image("a"));
        bench.afterStore = method -> {
            if (method.equals("finish")) {
                throw new IllegalStateException("the answer was lost");
            }
        };
        assertThatThrownBy(bench::runNext).hasMessage("the answer was lost");
        bench.afterStore = method -> {};
        bench.stores.jobs().finish(job.id(), new JobEnd(JobStatus.COMPLETED, null, "over", bench.clock.instant()));
        assertThat(bench.jobs.progress(job.id()))
                .as("nobody has heard of its end")
                .isPresent();

        bench.runNext();

        assertThat(updates.get(updates.size() - 1).job().status().ended()).isTrue();
        assertThat(bench.jobs.progress(job.id())).isEmpty();
    }

    @Test
    void a_submission_that_finds_its_job_is_not_told_of_again() {
        JobRequest request = JobRequest.of(Bench.MODE, List.of(bench.image("a").id()));
        IdempotencyKey key = new IdempotencyKey("once");
        Job job = bench.jobs.submit(request, key);
        bench.runNext();
        collectAtOnce();

        assertThat(bench.jobs.submit(request, key).id()).isEqualTo(job.id());

        assertThat(updates).isEmpty();
    }

    @Test
    void a_retry_is_told_of_like_any_job() {
        Job job = bench.submit(bench.image("a"));
        bench.jobs.cancel(job.id());
        collectAtOnce();

        Job retry = bench.jobs.retry(job.id());

        assertThat(updates).singleElement().satisfies(update -> {
            assertThat(update.job().id()).isEqualTo(retry.id());
            assertThat(update.job().status()).isEqualTo(JobStatus.QUEUED);
        });
    }

    @Test
    void a_job_that_is_cancelled_while_it_waits_ends_loudly() {
        Job job = bench.submit(bench.image("a"));
        collectAtOnce();

        bench.jobs.cancel(job.id());

        assertThat(updates).singleElement().satisfies(update -> {
            assertThat(update.job().status()).isEqualTo(JobStatus.CANCELLED);
            assertThat(update.job().counts().cancelled()).isEqualTo(1);
        });
    }

    @Test
    void a_job_that_is_cancelled_while_it_runs_is_told_of_as_to_be_cancelled_and_then_as_cancelled() {
        collectAtOnce();
        Job job = bench.submit(bench.image("a"), bench.image("b"));
        bench.engine.beforeDecode = (image, cancellation) -> bench.jobs.cancel(job.id());

        bench.runNext();

        assertThat(updates)
                .extracting(update -> update.job().status() + " " + update.job().cancelRequested())
                .containsSubsequence("RUNNING false", "RUNNING true", "CANCELLED true");
        assertThat(updates.get(updates.size() - 1).job().counts())
                .isEqualTo(bench.now(job).counts());
    }

    @Test
    void a_subscription_begins_with_how_things_stand() {
        Job running = bench.submit(bench.image("a"), bench.image("b"));
        List<JobState> starts = new ArrayList<>();
        AtomicInteger decodes = new AtomicInteger();
        List<Job> queued = new ArrayList<>();
        bench.engine.beforeDecode = (image, cancellation) -> {
            if (decodes.incrementAndGet() == 2) {
                queued.add(bench.submit(bench.image("c")));
                try (JobSubscription all = bench.jobs.subscribe(OptionalLong.empty(), () -> {})) {
                    starts.addAll(all.start());
                    assertThat(all.resumed()).isFalse();
                }
            }
        };

        bench.runNext();

        assertThat(starts)
                .extracting(JobState::id)
                .containsExactly(running.id(), queued.get(0).id());
        assertThat(starts).extracting(JobState::status).containsExactly(JobStatus.RUNNING, JobStatus.QUEUED);
        assertThat(starts.get(0).counts().processed()).isEqualTo(1);
        assertThat(starts.get(0).progress()).isNotNull();
    }

    @Test
    void a_subscription_to_one_job_begins_with_that_even_when_it_has_ended() {
        Job job = bench.submit(bench.image("a"));
        bench.submit(bench.image("b"));
        bench.runNext();

        try (JobSubscription one = bench.jobs.subscribe(job.id(), OptionalLong.empty(), () -> {})) {
            assertThat(one.start()).singleElement().satisfies(state -> {
                assertThat(state.id()).isEqualTo(job.id());
                assertThat(state.status()).isEqualTo(JobStatus.COMPLETED);
            });
        }
    }

    @Test
    void a_job_that_does_not_exist_cannot_be_followed() {
        JobId unknown = new JobId(UUID.randomUUID());

        assertThatThrownBy(() -> bench.jobs.subscribe(unknown, OptionalLong.empty(), () -> {}))
                .isInstanceOf(NotFoundException.class);
    }

    private void collectAtOnce() {
        subscription = bench.jobs.subscribe(OptionalLong.empty(), () -> updates.addAll(subscription.poll()));
    }

    private static JobPhase phase(JobUpdate update) {
        JobProgress progress = update.job().progress();
        return progress == null ? null : progress.phase();
    }
}
