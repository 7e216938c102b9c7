package io.samui.core.testkit.stores;

import static io.samui.core.testkit.stores.StoreData.NOW;
import static io.samui.core.testkit.stores.StoreData.job;
import static io.samui.core.testkit.stores.StoreData.result;
import static io.samui.core.testkit.stores.StoreData.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.samui.core.PageRequest;
import io.samui.core.annotation.AnnotationSnapshot;
import io.samui.core.annotation.PromptSummary;
import io.samui.core.change.Attempt;
import io.samui.core.change.Pending;
import io.samui.core.change.Success;
import io.samui.core.history.ProcessingResult;
import io.samui.core.image.ImageRecord;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.FailureCode;
import io.samui.core.job.ImageState;
import io.samui.core.job.ItemCounts;
import io.samui.core.job.ItemOutcome;
import io.samui.core.job.ItemStatus;
import io.samui.core.job.Job;
import io.samui.core.job.JobCatalogue.ItemName;
import io.samui.core.job.JobEnd;
import io.samui.core.job.JobId;
import io.samui.core.job.JobItem;
import io.samui.core.job.JobStatus;
import io.samui.core.job.NewJob;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every job store, job catalogue, result store and reader of past and pending items promises. */
public abstract class JobStoresContract extends StoresTestBase {

    private static final String INTERRUPTED = "Server restarted while job was running";

    @Test
    void a_job_is_inserted_queued_with_its_items_pending() {
        ImageRecord a = newImage("a.png");
        ImageRecord b = newImage("b.png");
        NewJob newJob = job(a, b);

        Job job = submit(newJob);

        assertThat(stores.jobCatalogue().find(newJob.id())).contains(job);
        assertThat(job.status()).isEqualTo(JobStatus.QUEUED);
        assertThat(job.parameters()).isEqualTo(newJob.parameters());
        assertThat(job.counts()).isEqualTo(new ItemCounts(2, 0, 0, 0, 0));
        assertThat(job.createdAt()).isEqualTo(NOW);
        assertThat(job.startedAt()).isNull();
        assertThat(stores.jobCatalogue().items(job.id()))
                .extracting(JobItem::filename, JobItem::status, JobItem::imageDigest)
                .containsExactly(
                        tuple("a.png", ItemStatus.PENDING, a.sha256()), tuple("b.png", ItemStatus.PENDING, b.sha256()));
        assertThat(stores.jobCatalogue().items(job.id()).get(0).snapshot())
                .isEqualTo(newJob.items().get(0).snapshot());
        assertThat(stores.jobCatalogue().itemNames(List.of(job.id(), new JobId(UUID.randomUUID()))))
                .isEqualTo(Map.of(job.id(), List.of(new ItemName(a.id(), "a.png"), new ItemName(b.id(), "b.png"))));
    }

    @Test
    void the_queue_is_locked_and_filled_inside_a_transaction_only() {
        NewJob newJob = job(newImage("a"));

        assertThatThrownBy(() -> stores.jobs().lockQueue()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> stores.jobs().insert(newJob)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void jobs_run_in_order_one_at_a_time() {
        ImageRecord image = newImage("a");
        Job first = submit(job(image));
        Job second = submit(job(image));

        Job running = start();

        assertThat(running.id()).isEqualTo(first.id());
        assertThat(running.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(running.startedAt()).isEqualTo(NOW);
        assertThat(stores.jobs().claimNext(NOW)).isEmpty();
        end(running);
        assertThat(start().id()).isEqualTo(second.id());
        assertThat(stores.jobCatalogue().list(PageRequest.unpaged()).entries())
                .extracting(Job::id)
                .containsExactly(second.id(), first.id());
        assertThat(stores.jobCatalogue().withStatus(JobStatus.RUNNING)).hasSize(1);
    }

    @Test
    void items_are_claimed_in_order_in_pieces() {
        ImageRecord image = newImage("a");
        submit(job(image, newImage("b"), newImage("c")));
        assertThat(stores.jobs().claimItems(new JobId(UUID.randomUUID()), 5, NOW))
                .isEmpty();
        Job job = start();

        List<JobItem> first = stores.jobs().claimItems(job.id(), 2, NOW);

        assertThat(first).extracting(JobItem::filename).containsExactly("a", "b");
        assertThat(first).allMatch(item -> item.status() == ItemStatus.RUNNING && NOW.equals(item.startedAt()));
        assertThat(stores.jobCatalogue().find(job.id()).orElseThrow().currentFilename())
                .isEqualTo("a");
        assertThat(stores.jobs().claimItems(job.id(), 2, NOW))
                .extracting(JobItem::filename)
                .containsExactly("c");
        assertThat(stores.jobs().claimItems(job.id(), 2, NOW)).isEmpty();
    }

    @Test
    void items_of_a_queued_job_cannot_be_claimed() {
        Job job = submit(job(newImage("a")));

        assertThat(stores.jobs().claimItems(job.id(), 1, NOW)).isEmpty();
    }

    @Test
    void ending_a_job_cancels_what_has_not_ended() {
        submit(job(newImage("a"), newImage("b"), newImage("c")));
        Job job = start();
        JobItem item = claimOne(job);
        finish(job, 0, new ItemOutcome.Processed(result(item)));
        claimOne(job);

        Optional<Job> ended =
                stores.jobs().finish(job.id(), new JobEnd(JobStatus.FAILED, INTERRUPTED, INTERRUPTED, NOW));

        assertThat(ended).isEqualTo(stores.jobCatalogue().find(job.id()));
        assertThat(ended.orElseThrow().status()).isEqualTo(JobStatus.FAILED);
        assertThat(ended.orElseThrow().error()).isEqualTo(INTERRUPTED);
        assertThat(ended.orElseThrow().completedAt()).isEqualTo(NOW);
        assertThat(ended.orElseThrow().counts()).isEqualTo(new ItemCounts(3, 1, 0, 0, 2));
        assertThat(stores.jobCatalogue().items(job.id()))
                .extracting(JobItem::message)
                .containsExactly(null, INTERRUPTED, INTERRUPTED);
        assertThat(finish(job, 1, ItemOutcome.Skipped.IMAGE_DELETED))
                .as("cancelled meanwhile")
                .isFalse();
    }

    @Test
    void only_the_transitions_of_the_table_are_made() {
        Job job = submit(job(newImage("a")));

        assertThat(stores.jobs().finish(job.id(), new JobEnd(JobStatus.COMPLETED, null, "x", NOW)))
                .as("queued")
                .isEmpty();
        start();
        assertThat(stores.jobs().finish(job.id(), new JobEnd(JobStatus.COMPLETED, null, "x", NOW)))
                .isPresent();
        assertThat(stores.jobs().finish(job.id(), new JobEnd(JobStatus.FAILED, "late", "x", NOW)))
                .as("ended")
                .isEmpty();
        assertThat(stores.jobs().finish(new JobId(UUID.randomUUID()), new JobEnd(JobStatus.CANCELLED, null, "x", NOW)))
                .isEmpty();
        assertThat(stores.jobCatalogue().find(job.id()).orElseThrow().error()).isNull();
    }

    @Test
    void results_come_back_whole_newest_first_by_image_and_mode() {
        ImageRecord image = newImage("a");
        ImageRecord other = newImage("b");
        ProcessingResult first = process(image, job(image)).result();
        ProcessingResult found =
                process(image, job(StoreData.findAllSnapshot("Red; ä"), image)).result();
        ProcessingResult second = process(image, job(image)).result();
        ProcessingResult others = process(other, job(other)).result();

        ProcessingResult read = stores.results().find(found.id()).orElseThrow();
        assertThat(read).isEqualTo(found.withSeq(read.seq()));
        assertThat(stores.results()
                        .list(image.id(), SegmentationMode.INSIDE_BOX, PageRequest.unpaged())
                        .entries())
                .extracting(ProcessingResult::id)
                .containsExactly(second.id(), first.id());
        assertThat(stores.results()
                        .list(SegmentationMode.INSIDE_BOX, PageRequest.first(2))
                        .entries())
                .extracting(ProcessingResult::id)
                .containsExactly(others.id(), second.id());
        assertThat(stores.results()
                        .latest(image.id(), SegmentationMode.INSIDE_BOX)
                        .map(ProcessingResult::id))
                .contains(second.id());
        assertThat(stores.results().latest(List.of(image.id(), other.id()), SegmentationMode.INSIDE_BOX))
                .hasEntrySatisfying(
                        image.id(), result -> assertThat(result.id()).isEqualTo(second.id()))
                .hasEntrySatisfying(
                        other.id(), result -> assertThat(result.id()).isEqualTo(others.id()));
        assertThat(stores.results().latest(image.id(), SegmentationMode.POINT)).isEmpty();
    }

    @Test
    void the_newest_pending_item_and_the_last_attempt_are_told_apart() {
        ImageRecord image = newImage("a");
        newImage("other");
        AnnotationSnapshot failed = snapshot(1);
        AnnotationSnapshot running = snapshot(2);
        AnnotationSnapshot queued = snapshot(3);
        submit(job(failed, image));
        Job first = start();
        claimOne(first);
        finish(first, 0, new ItemOutcome.Failed(FailureCode.INFERENCE, "x"));
        end(first);

        assertThat(state(image).last()).isEqualTo(new Attempt(failed.digest(), true));
        assertThat(state(image).pending()).isNull();
        assertThat(state(image).success()).isNull();

        NewJob second = job(running, image);
        submit(second);
        Job job = start();
        assertThat(state(image).pending())
                .isEqualTo(new Pending(
                        running.digest(), image.sha256(), second.parameters().digest()));
        submit(job(queued, image));
        assertThat(state(image).pending().prompts()).isEqualTo(queued.digest());

        JobItem item = claimOne(job);
        finish(job, 0, new ItemOutcome.Processed(result(item)));
        end(job);
        assertThat(state(image).last()).isEqualTo(new Attempt(running.digest(), false));
        assertThat(state(image).success())
                .isEqualTo(new Success(
                        running.digest(),
                        image.sha256(),
                        "digest",
                        second.parameters().digest()));
        assertThat(stores.imageStates().find(List.of(image.id()), SegmentationMode.POINT))
                .containsExactly(new ImageState(
                        image.id(),
                        image.filename(),
                        image.sha256(),
                        PromptSummary.empty(SegmentationMode.POINT),
                        null,
                        null,
                        null,
                        null));

        Job cancelled = start();
        stores.jobs().finish(cancelled.id(), new JobEnd(JobStatus.CANCELLED, null, "by somebody", NOW));
        assertThat(state(image).pending()).isNull();
        assertThat(state(image).last())
                .as("a cancelled item is no attempt")
                .isEqualTo(new Attempt(running.digest(), false));
    }

    @Test
    void a_rolled_back_claim_finish_and_end_leave_job_items_and_results_as_they_were() {
        ImageRecord image = newImage("a");
        submit(job(image, newImage("b")));
        Job running = start();
        JobItem item = claimOne(running);
        Job job = stores.jobCatalogue().find(running.id()).orElseThrow();
        List<JobItem> items = stores.jobCatalogue().items(job.id());

        assertThatThrownBy(() -> stores.unitOfWork().inTransaction(() -> {
                    assertThat(finish(job, 0, new ItemOutcome.Processed(result(item))))
                            .isTrue();
                    claimOne(job);
                    end(job);
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");

        assertThat(stores.jobCatalogue().find(job.id())).contains(job);
        assertThat(stores.jobCatalogue().items(job.id())).isEqualTo(items);
        assertThat(stores.results().latest(image.id(), SegmentationMode.INSIDE_BOX))
                .isEmpty();
        assertThat(finish(job, 0, new ItemOutcome.Processed(result(item)))).isTrue();
    }

    @Test
    void jobs_and_results_come_page_by_page() {
        ImageRecord image = newImage("a");
        for (int i = 0; i < 5; i++) {
            process(image, job(image));
        }

        var jobs = stores.jobCatalogue().list(PageRequest.first(3));
        var results = stores.results().list(image.id(), SegmentationMode.INSIDE_BOX, PageRequest.first(3));
        var all = stores.results().list(SegmentationMode.INSIDE_BOX, PageRequest.first(4));

        assertThat(jobs.entries()).hasSize(3);
        assertThat(stores.jobCatalogue().list(jobs.next().orElseThrow()).entries())
                .hasSize(2)
                .doesNotContainAnyElementsOf(jobs.entries());
        assertThat(stores.results()
                        .list(
                                image.id(),
                                SegmentationMode.INSIDE_BOX,
                                results.next().orElseThrow())
                        .entries())
                .hasSize(2)
                .doesNotContainAnyElementsOf(results.entries());
        assertThat(stores.results()
                        .list(SegmentationMode.INSIDE_BOX, all.next().orElseThrow())
                        .entries())
                .hasSize(1)
                .doesNotContainAnyElementsOf(all.entries());
    }

    @Test
    void of_many_who_claim_at_once_one_gets_the_job() throws Exception {
        submit(job(newImage("a")));
        submit(job(newImage("b")));
        int threads = 8;
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Optional<Job>>> claims = IntStream.range(0, threads)
                    .mapToObj(i -> pool.submit(() -> {
                        go.await();
                        return stores.jobs().claimNext(NOW);
                    }))
                    .toList();
            go.countDown();
            int won = 0;
            for (Future<Optional<Job>> claim : claims) {
                won += claim.get(60, TimeUnit.SECONDS).isPresent() ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
        } finally {
            pool.shutdownNow();
        }
    }

    private boolean finish(Job job, int position, ItemOutcome outcome) {
        return stores.jobs().finishItem(job.id(), position, outcome, NOW);
    }

    private ImageState state(ImageRecord image) {
        List<ImageState> found = stores.imageStates().find(List.of(image.id()), SegmentationMode.INSIDE_BOX);
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
