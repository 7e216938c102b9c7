package io.samui.core.testkit.stores;

import static io.samui.core.testkit.stores.StoreData.NOW;
import static io.samui.core.testkit.stores.StoreData.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.job.ItemCounts;
import io.samui.core.job.ItemOutcome;
import io.samui.core.job.ItemStatus;
import io.samui.core.job.Job;
import io.samui.core.job.JobCatalogue.Standing;
import io.samui.core.job.JobEnd;
import io.samui.core.job.JobId;
import io.samui.core.job.JobItem;
import io.samui.core.job.JobStatus;
import io.samui.core.job.QueueStatus;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What stores promise of a queue that people cancel jobs in, and pause. */
public abstract class QueueContract extends StoresTestBase {

    @Test
    void while_the_queue_is_paused_no_job_and_no_item_starts() {
        submit(job(newImage("a"), newImage("b")));
        Job running = start();
        JobItem begun = claimOne(running);
        Job waiting = submit(job(newImage("c")));

        assertThat(stores.jobs().setPaused(true)).isTrue();

        assertThat(stores.jobCatalogue().queue()).isEqualTo(new QueueStatus(true, 1, running.id()));
        assertThat(stores.jobs().claimItems(running.id(), 1, NOW)).isEmpty();
        assertThat(stores.jobs().finishItem(running.id(), begun.position(), ItemOutcome.Skipped.IMAGE_DELETED, NOW))
                .as("what has begun ends")
                .isTrue();
        end(running);
        assertThat(stores.jobs().claimNext(NOW)).isEmpty();

        assertThat(stores.jobs().setPaused(false)).isTrue();
        assertThat(start().id()).isEqualTo(waiting.id());
        assertThat(stores.jobs().claimItems(waiting.id(), 1, NOW)).hasSize(1);
        assertThat(stores.jobCatalogue().queue()).isEqualTo(new QueueStatus(false, 0, waiting.id()));
    }

    @Test
    void pausing_and_resuming_twice_changes_nothing_and_says_so() {
        assertThat(stores.jobCatalogue().queue()).isEqualTo(new QueueStatus(false, 0, null));
        assertThat(stores.jobs().setPaused(false)).isFalse();
        assertThat(stores.jobs().setPaused(true)).isTrue();
        assertThat(stores.jobs().setPaused(true)).isFalse();
        assertThat(stores.jobCatalogue().queue().paused()).isTrue();
    }

    @Test
    void a_rolled_back_pause_and_request_leave_no_trace() {
        submit(job(newImage("a")));
        Job job = start();

        assertThatThrownBy(() -> stores.unitOfWork().inTransaction(() -> {
                    stores.jobs().setPaused(true);
                    stores.jobs().requestCancel(job.id());
                    stores.jobs().setModel(job.id(), "model");
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");

        assertThat(stores.jobCatalogue().queue().paused()).isFalse();
        assertThat(stores.jobCatalogue().find(job.id())).contains(job);
        assertThat(stores.jobs().claimItems(job.id(), 1, NOW)).hasSize(1);
    }

    @Test
    void no_item_starts_of_a_job_that_is_to_be_cancelled_and_those_that_have_begun_may_end() {
        submit(job(newImage("a"), newImage("b"), newImage("c")));
        Job job = start();
        JobItem first = claimOne(job);
        claimOne(job);

        stores.jobs().requestCancel(job.id());
        stores.jobs().requestCancel(job.id());

        Job asked = now(job);
        assertThat(asked.cancelRequested()).isTrue();
        assertThat(asked.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(stores.jobs().claimItems(job.id(), 1, NOW)).isEmpty();
        assertThat(stores.jobs().finishItem(job.id(), 0, new ItemOutcome.Processed(StoreData.result(first)), NOW))
                .isTrue();
        stores.jobs().finish(job.id(), new JobEnd(JobStatus.CANCELLED, null, "by somebody", NOW));
        assertThat(now(job).counts()).isEqualTo(new ItemCounts(3, 1, 0, 0, 2));
        assertThat(now(job).cancelRequested()).isTrue();
        assertThat(now(job).interrupted()).isFalse();
        assertThat(stores.jobCatalogue().items(job.id()))
                .extracting(JobItem::message)
                .containsExactly(null, "by somebody", "by somebody");
    }

    @Test
    void only_a_running_job_takes_a_request_to_cancel_it_and_a_model() {
        Job queued = submit(job(newImage("a")));

        askAndName(queued.id());
        assertThat(stores.jobCatalogue().find(queued.id())).contains(queued);

        Job running = start();
        stores.jobs().setModel(running.id(), "tiny");
        assertThat(now(running).modelId()).isEqualTo("tiny");
        stores.jobs().finish(running.id(), new JobEnd(JobStatus.COMPLETED, null, "x", NOW));
        Job ended = now(running);
        askAndName(ended.id());
        assertThat(now(running)).isEqualTo(ended);
        assertThat(ended.cancelRequested()).isFalse();
        assertThat(ended.modelId()).as("kept").isEqualTo("tiny");
        askAndName(new JobId(UUID.randomUUID()));
    }

    private void askAndName(JobId job) {
        stores.jobs().requestCancel(job);
        stores.jobs().setModel(job, "another");
    }

    @Test
    void a_queued_job_ends_cancelled_with_all_its_items() {
        Job job = submit(job(newImage("a"), newImage("b")));
        Job next = submit(job(newImage("c")));

        stores.jobs().finish(job.id(), new JobEnd(JobStatus.CANCELLED, null, "by somebody", NOW));

        assertThat(now(job).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(now(job).startedAt()).isNull();
        assertThat(now(job).completedAt()).isEqualTo(NOW);
        assertThat(stores.jobCatalogue().items(job.id()))
                .allMatch(item -> item.status() == ItemStatus.CANCELLED && NOW.equals(item.endedAt()));
        assertThat(start().id()).isEqualTo(next.id());
    }

    @Test
    void an_interruption_is_kept() {
        submit(job(newImage("a")));
        Job job = start();

        stores.jobs().finish(job.id(), new JobEnd(JobStatus.FAILED, "a stop", "a stop", true, NOW));

        assertThat(now(job).interrupted()).isTrue();
    }

    @Test
    void whether_a_job_may_go_on_is_read_at_once() {
        submit(job(newImage("a"), newImage("b")));
        Job job = start();
        assertThat(stores.jobCatalogue().standing(new JobId(UUID.randomUUID()))).isEmpty();
        assertThat(stores.jobCatalogue().standing(job.id())).contains(new Standing(false, false, true));

        stores.jobs().claimItems(job.id(), 2, NOW);
        stores.jobs().setPaused(true);
        assertThat(stores.jobCatalogue().standing(job.id())).contains(new Standing(false, true, false));

        stores.jobs().requestCancel(job.id());
        assertThat(stores.jobCatalogue().standing(job.id())).contains(new Standing(true, true, false));
    }

    @Test
    void places_in_the_queue_count_those_that_wait_before() {
        Job running = submit(job(newImage("a")));
        Job first = submit(job(newImage("b")));
        Job cancelled = submit(job(newImage("c")));
        Job second = submit(job(newImage("d")));
        Job third = submit(job(newImage("e")));
        start();
        stores.jobs().finish(cancelled.id(), new JobEnd(JobStatus.CANCELLED, null, "x", NOW));

        assertThat(positions(now(running), first, now(cancelled), second, third))
                .isEqualTo(Map.of(first.id(), 1, second.id(), 2, third.id(), 3));
        assertThat(positions(third)).isEqualTo(Map.of(third.id(), 3));
        assertThat(positions(now(running))).isEmpty();
        assertThat(positions()).isEmpty();
        assertThat(positions(cancelled)).as("it was queued when it was read").isEmpty();
        assertThat(positions(second, second)).isEqualTo(Map.of(second.id(), 2));
    }

    private Map<JobId, Integer> positions(Job... jobs) {
        return stores.jobCatalogue().queuePositions(List.of(jobs));
    }

    private Job now(Job job) {
        return stores.jobCatalogue().find(job.id()).orElseThrow();
    }
}
