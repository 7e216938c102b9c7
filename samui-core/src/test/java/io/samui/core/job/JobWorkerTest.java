package io.samui.core.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.ConfigurationException;
import io.samui.core.image.ImageRecord;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.CancelledException;
import io.samui.core.inference.EngineHolder;
import io.samui.core.inference.InferenceException;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.storage.BlobStorageException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class JobWorkerTest {

    private static final String NOT_RECORDED = "its progress could not be recorded";

    private final Bench bench = new Bench();

    @Test
    void without_a_job_there_is_nothing_to_run() {
        assertThat(bench.runNext()).isFalse();
    }

    @Test
    void a_job_longer_than_a_chunk_runs_whole_and_in_order() {
        ImageRecord[] images = new ImageRecord[11];
        for (int i = 0; i < images.length; i++) {
            images[i] = bench.image("image" + i);
        }
        Job job = bench.submit(images);

        assertThat(bench.runNext()).isTrue();

        assertThat(bench.now(job).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(bench.now(job).counts()).isEqualTo(new ItemCounts(11, 11, 0, 0, 0));
        assertThat(bench.jobs.items(job.id()))
                .extracting(JobItem::endedAt)
                .doesNotContainNull()
                .isSorted();
        assertThat(bench.runNext()).isFalse();
    }

    @Test
    void progress_shows_after_every_image() {
        List<Integer> processed = new ArrayList<>();
        List<String> current = new ArrayList<>();
        Job job = bench.submit(bench.image("a"), bench.image("b"), bench.image("c"));
        bench.engine.beforeDecode = (image, cancellation) -> {
            processed.add(bench.now(job).counts().processed());
            current.add(bench.now(job).currentFilename());
        };

        bench.runNext();

        assertThat(processed).containsExactly(0, 1, 2);
        assertThat(current).containsExactly("a", "b", "c");
        assertThat(bench.now(job).currentFilename()).isNull();
    }

    @Test
    void a_stop_between_two_images_ends_the_job_as_interrupted() {
        Job job = bench.submit(bench.image("a"), bench.image("b"), bench.image("c"));
        Cancellation stop = new Cancellation();
        bench.beforeStore = on("finishItems", stop::cancel);

        bench.worker.runNext(stop, Cancellation.none());

        assertThat(bench.now(job).status()).isEqualTo(JobStatus.FAILED);
        assertThat(bench.now(job).error()).isEqualTo("Server restarted while job was running");
        assertThat(bench.now(job).counts()).isEqualTo(new ItemCounts(3, 1, 0, 0, 2));
        assertThat(bench.jobs.items(job.id()))
                .extracting(JobItem::message)
                .containsExactly(
                        null, "Server restarted while job was running", "Server restarted while job was running");
    }

    @Test
    void a_stop_after_the_last_image_is_no_interruption() {
        Job job = bench.submit(bench.image("a"));
        Cancellation stop = new Cancellation();
        bench.beforeStore = on("finishItems", stop::cancel);

        bench.worker.runNext(stop, Cancellation.none());

        assertThat(bench.now(job).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void a_run_that_is_cancelled_leaves_no_result_and_its_item_goes_with_the_job() {
        Job job = bench.submit(bench.image("a"), bench.image("b"));
        Cancellation stop = new Cancellation();
        Cancellation hurry = new Cancellation();
        bench.engine.beforeDecode = (image, asked) -> {
            stop.cancel();
            hurry.cancel();
            asked.throwIfCancelled();
        };

        bench.worker.runNext(stop, hurry);

        assertThat(bench.now(job).status()).isEqualTo(JobStatus.FAILED);
        assertThat(bench.now(job).counts()).isEqualTo(new ItemCounts(2, 0, 0, 0, 2));
        assertThat(bench.resultBlobs()).isEmpty();
    }

    @Test
    void a_photo_that_is_being_read_is_broken_off_when_its_job_is_cancelled() {
        Job job = bench.submit(bench.image("a"), bench.image("b"));
        bench.beforeBlobs = on("open", () -> bench.jobs.cancel(job.id()));

        bench.runNext();

        assertThat(bench.engine.prepared).as("it was not decoded").hasValue(0);
        assertThat(bench.now(job).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(bench.jobs.items(job.id()))
                .extracting(JobItem::message)
                .containsExactly("cancelled by request", "cancelled by request");
        assertThat(bench.resultBlobs()).isEmpty();
    }

    @Test
    void a_job_whose_last_image_ends_before_its_cancellation_takes_hold_is_cancelled_with_its_results() {
        Job job = bench.submit(bench.image("a"));
        bench.beforeStore = on("finishItems", () -> bench.jobs.cancel(job.id()));

        bench.runNext();

        assertThat(bench.now(job).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(bench.now(job).counts()).isEqualTo(new ItemCounts(1, 1, 0, 0, 0));
        assertThat(bench.results()).isEqualTo(1);
    }

    @Test
    void a_job_that_is_interrupted_while_it_is_to_be_cancelled_has_failed() {
        Job job = bench.submit(bench.image("a"), bench.image("b"));
        Cancellation stop = new Cancellation();
        bench.beforeStore = on("finishItems", () -> {
            stop.cancel();
            bench.jobs.cancel(job.id());
        });

        bench.worker.runNext(stop, Cancellation.none());

        assertThat(bench.now(job).status()).isEqualTo(JobStatus.FAILED);
        assertThat(bench.now(job).error()).isEqualTo(JobWorker.INTERRUPTED);
        assertThat(bench.now(job).interrupted()).isTrue();
        assertThat(bench.now(job).cancelRequested()).isTrue();
    }

    @Test
    void a_job_without_a_usable_model_has_none() {
        Job job = bench.submit(bench.image("a"));
        EngineHolder none = new EngineHolder(() -> {
            throw new ConfigurationException("There is no model: put one under models/");
        });
        ImagePipeline restarted = new ImagePipeline(
                bench.stores,
                bench.blobs,
                none,
                bench.pipeline.embeddings(),
                bench.pipeline.model(),
                Runnable::run,
                QueueSettings.defaults(),
                bench.pipeline.ids(),
                bench.clock);
        UnfinishedJobs unfinished = new UnfinishedJobs(bench.stores, bench.clock, bench.events);

        new JobWorker(restarted, bench.signals, bench.events, unfinished)
                .runNext(Cancellation.none(), Cancellation.none());

        assertThat(bench.now(job).modelId()).isNull();
        assertThat(bench.jobs.items(job.id()).get(0).code()).isEqualTo(FailureCode.MODEL_NOT_LOADED);
    }

    @Test
    void a_run_that_was_cancelled_though_nobody_asked_is_a_failure_of_its_image() {
        Job job = bench.submit(bench.image("a"), bench.image("b"));
        failTheFirstDecode(new CancelledException());

        bench.runNext();

        assertThat(bench.now(job).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(bench.now(job).counts()).isEqualTo(new ItemCounts(2, 1, 0, 1, 0));
    }

    @Test
    void an_error_of_any_class_is_one_images() {
        Job job = bench.submit(bench.image("a"), bench.image("b"));
        failTheFirstDecode(new NoClassDefFoundError("a/native/Library"));

        bench.runNext();

        assertThat(bench.now(job).counts()).isEqualTo(new ItemCounts(2, 1, 0, 1, 0));
        assertThat(bench.jobs.items(job.id()).get(0).code()).isEqualTo(FailureCode.INTERNAL);
    }

    @Test
    void a_mode_that_the_model_lost_since_the_submission_fails_by_that_name() {
        Job job = bench.submit(bench.image("a"));
        bench.engine.modes = EnumSet.of(SegmentationMode.POINT);

        bench.runNext();

        assertThat(bench.jobs.items(job.id()).get(0).code()).isEqualTo(FailureCode.MODE_NOT_SUPPORTED);
        assertThat(bench.now(job).error()).contains("does not have the mode inside_box");
    }

    @Test
    void a_storage_that_takes_nothing_fails_the_image_and_leaves_no_half_of_a_result() {
        Job job = bench.submit(bench.image("a"), bench.image("b"));
        AtomicInteger puts = new AtomicInteger();
        bench.beforeBlobs = on("put", () -> {
            if (puts.incrementAndGet() == 2) {
                throw new BlobStorageException("No space left: make room", null, false);
            }
        });

        bench.runNext();

        assertThat(bench.jobs.items(job.id())).extracting(JobItem::code).containsExactly(FailureCode.STORAGE, null);
        assertThat(bench.jobs.items(job.id()).get(0).message()).isEqualTo("No space left: make room");
        assertThat(bench.resultBlobs()).as("mask and document of b only").hasSize(2);
        assertThat(bench.results()).isEqualTo(1);
    }

    @Test
    void an_image_deleted_in_flight_is_skipped_and_what_was_written_for_it_is_taken_back() {
        ImageRecord gone = bench.image("gone");
        Job job = bench.submit(gone);
        bench.beforeStore = on("finishItems", () -> bench.stores.images().delete(gone.id()));

        bench.runNext();

        assertThat(bench.jobs.items(job.id()).get(0).message()).isEqualTo("image deleted");
        assertThat(bench.resultBlobs()).isEmpty();
    }

    @Test
    void blobs_that_cannot_be_taken_back_do_not_stop_the_batch() {
        ImageRecord gone = bench.image("gone");
        Job job = bench.submit(gone, bench.image("b"));
        bench.engine.beforeDecode = (image, cancellation) -> {
            bench.delete(gone);
            bench.engine.beforeDecode = (i, c) -> {};
        };
        bench.beforeBlobs = on("delete", () -> {
            throw new BlobStorageException("away", null, true);
        });

        bench.runNext();

        assertThat(bench.now(job).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(bench.now(job).counts()).isEqualTo(new ItemCounts(2, 1, 1, 0, 0));
    }

    @Test
    void a_photo_that_goes_while_it_is_read_is_skipped() {
        ImageRecord gone = bench.image("gone");
        Job job = bench.submit(gone);
        bench.beforeBlobs = on("open", () -> bench.delete(gone));

        bench.runNext();

        assertThat(bench.jobs.items(job.id()).get(0).status()).isEqualTo(ItemStatus.SKIPPED);
        assertThat(bench.now(job).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void blobs_are_there_before_the_row_that_points_at_them() {
        bench.submit(bench.image("a"));
        bench.beforeStore = on("finishItems", () -> {
            assertThat(bench.resultBlobs()).hasSize(2);
            assertThat(bench.results()).isZero();
        });

        bench.runNext();

        assertThat(bench.results()).isEqualTo(1);
    }

    @Test
    void a_store_that_is_away_at_the_end_of_an_image_ends_the_job_and_not_the_queue() {
        Job job = bench.submit(bench.image("a"), bench.image("b"));
        Job next = bench.submit(bench.image("c"));
        bench.beforeStore = on("finishItems", () -> {
            throw new IllegalStateException("connection reset");
        });
        assertThatThrownBy(bench::runNext).hasMessage("connection reset");
        bench.beforeStore = method -> {};

        assertThat(bench.runNext()).isTrue();

        assertThat(bench.now(job).status()).isEqualTo(JobStatus.FAILED);
        assertThat(bench.now(job).error()).contains(NOT_RECORDED);
        assertThat(bench.now(job).counts().cancelled()).isEqualTo(2);
        assertThat(bench.now(next).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void a_claim_that_was_made_but_never_heard_of_does_not_block_the_queue() {
        Job job = bench.submit(bench.image("a"));
        Job next = bench.submit(bench.image("b"));
        bench.beforeStore = on("claimNext", () -> {
            bench.stores.jobs().claimNext(bench.clock.instant());
            throw new IllegalStateException("the answer was lost");
        });
        assertThatThrownBy(bench::runNext).hasMessage("the answer was lost");
        bench.beforeStore = method -> {};

        assertThat(bench.runNext()).isTrue();

        assertThat(bench.now(job).error()).contains(NOT_RECORDED);
        assertThat(bench.now(next).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void a_job_that_has_ended_well_is_not_failed_by_what_comes_after() {
        Job job = bench.submit(bench.image("a"));
        bench.runNext();
        bench.beforeStore = on("claimNext", () -> {
            throw new IllegalStateException("away");
        });
        assertThatThrownBy(bench::runNext).hasMessage("away");
        bench.beforeStore = method -> {};

        assertThat(bench.runNext()).isFalse();
        assertThat(bench.now(job).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void a_forced_run_that_fails_leaves_the_older_success_up_to_date() {
        ImageRecord image = bench.image("a");
        bench.submit(image);
        bench.runNext();
        failTheFirstDecode(new InferenceException(InferenceException.Kind.RUN_FAILED, "no", null));

        Job forced = bench.forced(image);
        bench.runNext();

        assertThat(bench.now(forced).status()).isEqualTo(JobStatus.FAILED);
        assertThat(bench.results()).isEqualTo(1);
        assertThatThrownBy(() -> bench.submit(image))
                .hasMessage("No images need processing: the latest result was made from the same prompts");
    }

    @Test
    void a_model_that_went_away_is_a_failure_with_the_remedy() {
        Job job = bench.submit(bench.image("a"));
        bench.engine.beforeEncode = (image, cancellation) -> {
            throw new ConfigurationException("The model is gone: put it back");
        };

        bench.runNext();

        assertThat(bench.jobs.items(job.id()).get(0).code()).isEqualTo(FailureCode.MODEL_NOT_LOADED);
        assertThat(bench.now(job).error()).endsWith("a: The model is gone: put it back");
    }

    private void failTheFirstDecode(Throwable failure) {
        bench.engine.beforeDecode = (image, cancellation) -> {
            bench.engine.beforeDecode = (i, c) -> {};
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        };
    }

    private static Consumer<String> on(String method, Runnable action) {
        return called -> {
            if (called.equals(method)) {
                action.run();
            }
        };
    }
}
