package io.samui.core.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.StoreException;
import io.samui.core.image.ImageRecord;
import io.samui.core.inference.Cancellation;
import io.samui.core.inference.InferenceException;
import io.samui.core.inference.InferenceException.Kind;
import io.samui.core.storage.BlobStorageException;
import io.samui.core.testkit.time.ManualScheduler;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A model that breaks, a storage and a database that go away in the middle of a job, and may come back. */
@Timeout(60)
class OutageTest {

    private final Bench bench = new Bench();

    @Test
    void a_model_that_fails_on_image_after_image_ends_the_job_instead_of_burning_through_it() {
        Job job = bench.submit(images(9));
        failEveryRun(new InferenceException(Kind.RUN_FAILED, "CUDA is gone: restart the server", null));

        bench.runNext();

        assertThat(bench.now(job).status()).isEqualTo(JobStatus.FAILED);
        assertThat(bench.now(job).counts()).isEqualTo(new ItemCounts(9, 0, 0, 5, 4));
        assertThat(bench.now(job).error())
                .contains("The model failed on 5 images in a row")
                .contains("CUDA is gone: restart the server");
        assertThat(bench.jobs.items(job.id()).get(8).message()).startsWith("The model failed on 5 images in a row");
        assertThat(bench.now(job).interrupted()).isFalse();
    }

    @Test
    void one_image_that_goes_well_shows_that_the_model_is_not_broken() {
        Job job = bench.submit(images(9));
        AtomicInteger runs = new AtomicInteger();
        bench.engine.beforeDecode = (image, cancellation) -> {
            if (runs.incrementAndGet() != 5) {
                throw new InferenceException(Kind.RUN_FAILED, "no", null);
            }
        };

        bench.runNext();

        assertThat(bench.now(job).counts()).isEqualTo(new ItemCounts(9, 1, 0, 8, 0));
        assertThat(bench.now(job).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void a_storage_that_refuses_image_after_image_is_waited_for() {
        Job job = bench.submit(images(7));
        AtomicInteger probes = new AtomicInteger();
        AtomicInteger refusals = new AtomicInteger();
        bench.beforeBlobs = on("put", () -> {
            if (bench.jobs.items(job.id()).stream()
                            .filter(item -> item.code() == FailureCode.STORAGE)
                            .count()
                    == 3) {
                if (probes.incrementAndGet() > 4) {
                    bench.beforeBlobs = method -> {};
                    return;
                }
            }
            refusals.incrementAndGet();
            throw new BlobStorageException("No space left on the device: make room", null, true);
        });

        bench.runNext();

        assertThat(bench.now(job).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(bench.now(job).counts()).isEqualTo(new ItemCounts(7, 4, 0, 3, 0));
        assertThat(refusals)
                .as("three images and the probes, and no image meanwhile")
                .hasValue(3 + 4);
        assertThat(bench.resultBlobs()).as("nothing of a probe stays").hasSize(2 * 4);
    }

    @Test
    void a_storage_that_is_waited_for_may_fail_in_words_of_its_own() {
        AtomicInteger tries = new AtomicInteger();
        bench.beforeBlobs = on("put", () -> {
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("connection pool shut down");
            }
        });
        StorageProbe probe = new StorageProbe(bench.pipeline.blobs(), bench.pipeline.ids());

        assertThat(probe.works()).isFalse();
        assertThat(probe.works()).isTrue();
    }

    @Test
    void a_storage_that_takes_blobs_but_gives_none_back_does_not_work() {
        StorageProbe probe = new StorageProbe(bench.pipeline.blobs(), bench.pipeline.ids());
        bench.beforeBlobs = on("open", () -> {
            throw new BlobStorageException("Input/output error", null, true);
        });

        assertThat(probe.works()).isFalse();
        bench.beforeBlobs = method -> {};
        assertThat(probe.works()).isTrue();
    }

    @Test
    void photos_that_are_gone_from_a_storage_that_works_are_not_waited_for() {
        Bench patient =
                new Bench(new QueueSettings(null, 1, null, Duration.ofDays(1)), Runnable::run, new ManualScheduler());
        ImageRecord[] images =
                IntStream.range(0, 8).mapToObj(i -> patient.image("image" + i)).toArray(ImageRecord[]::new);
        Job job = patient.submit(images);
        Stream.of(images).limit(7).forEach(image -> patient.blobs.delete(image.blobKey()));

        patient.runNext();

        assertThat(patient.now(job).counts()).isEqualTo(new ItemCounts(8, 1, 0, 7, 0));
        assertThat(patient.jobs.items(job.id()).get(6).code()).isEqualTo(FailureCode.STORAGE);
        assertThat(patient.resultBlobs()).as("nothing of a probe stays").hasSize(2);
    }

    @Test
    void a_job_that_waits_for_a_storage_can_be_cancelled() {
        Job job = bench.submit(images(6));
        bench.beforeBlobs = on("put", () -> {
            if (bench.now(job).counts().failed() == 3) {
                bench.jobs.cancel(job.id());
                assertThat(bench.now(job).status()).isEqualTo(JobStatus.RUNNING);
            }
            throw new BlobStorageException("No space left on the device: make room", null, true);
        });

        bench.runNext();

        assertThat(bench.now(job).cancelRequested()).isTrue();
        assertThat(bench.now(job).counts()).isEqualTo(new ItemCounts(6, 0, 0, 3, 3));
        assertThat(bench.now(job).error()).contains("3 failed, the rest was cancelled by request");
    }

    @Test
    void a_job_that_waits_for_a_storage_is_ended_by_a_stop() {
        Job job = bench.submit(images(6));
        Cancellation stop = new Cancellation();
        bench.beforeBlobs = on("put", () -> {
            if (bench.now(job).counts().failed() == 3) {
                stop.cancel();
            }
            throw new BlobStorageException("No space left on the device: make room", null, true);
        });

        bench.worker.runNext(stop, Cancellation.none());

        assertThat(bench.now(job).error()).isEqualTo("Server restarted while job was running");
        assertThat(bench.now(job).interrupted()).isTrue();
        assertThat(bench.now(job).counts()).isEqualTo(new ItemCounts(6, 0, 0, 3, 3));
    }

    @Test
    void a_database_that_is_away_for_a_while_costs_no_image() {
        Job job = bench.submit(images(3));
        AtomicInteger calls = new AtomicInteger();
        bench.beforeDatabase = method -> {
            if (calls.incrementAndGet() % 7 == 0) {
                throw away();
            }
        };

        bench.runNext();

        assertThat(bench.now(job).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(bench.now(job).counts()).isEqualTo(new ItemCounts(3, 3, 0, 0, 0));
        assertThat(bench.results()).isEqualTo(3);
        assertThat(bench.resultBlobs()).hasSize(6);
    }

    @Test
    void a_database_that_misses_only_the_end_of_a_job_records_it_when_it_is_back() {
        Job job = bench.submit(images(2));
        failOnce("finish", () -> {});

        bench.runNext();

        assertThat(bench.now(job).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(bench.now(job).completedAt()).isNotNull();
    }

    @Test
    void images_that_were_claimed_though_the_answer_was_lost_are_processed() {
        Job job = bench.submit(images(3));
        failOnce("claimItems", () -> bench.stores.jobs().claimItems(job.id(), 1, bench.clock.instant()));

        bench.runNext();

        assertThat(bench.now(job).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(bench.now(job).counts()).isEqualTo(new ItemCounts(3, 3, 0, 0, 0));
    }

    @Test
    void a_job_that_is_cancelled_while_the_database_is_away_ends_cancelled_when_it_is_back() {
        Job job = bench.submit(images(3));
        failOnce("finishItems", () -> bench.jobs.cancel(job.id()));

        bench.runNext();

        assertThat(bench.now(job).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(bench.now(job).counts().ended()).isEqualTo(3);
    }

    @Test
    void a_database_that_answers_but_refuses_does_not_hold_the_queue_for_ever() {
        Job job = bench.submit(images(2));
        bench.beforeStore = on("finishItems", () -> {
            throw away();
        });

        assertThatThrownBy(bench::runNext).isInstanceOf(StoreException.class);
        bench.beforeStore = method -> {};
        assertThat(bench.runNext()).isFalse();

        assertThat(bench.now(job).status()).isEqualTo(JobStatus.FAILED);
        assertThat(bench.now(job).error()).contains("its progress could not be recorded");
        assertThat(bench.now(job).interrupted()).isTrue();
    }

    @Test
    void a_stop_while_the_database_is_away_leaves_the_end_to_the_next_start() {
        Job job = bench.submit(images(2));
        Cancellation stop = new Cancellation();
        bench.beforeDatabase = method -> {
            if (method.equals("finishItems")) {
                stop.cancel();
                bench.beforeDatabase = any -> {
                    throw away();
                };
                throw away();
            }
        };

        assertThatThrownBy(() -> bench.worker.runNext(stop, Cancellation.none()))
                .isInstanceOf(StoreException.class);
        assertThat(bench.now(job).status()).isEqualTo(JobStatus.RUNNING);
        bench.beforeDatabase = method -> {};
        new UnfinishedJobs(bench.stores, bench.clock, bench.events).end(JobWorker.INTERRUPTED);

        assertThat(bench.now(job).status()).isEqualTo(JobStatus.FAILED);
        assertThat(bench.now(job).interrupted()).isTrue();
    }

    @Test
    void an_interrupt_while_the_queue_waits_is_not_handed_on_to_what_comes_next() {
        Job job = bench.submit(images(2));
        AtomicBoolean handedOn = new AtomicBoolean();
        bench.beforeStore = on(
                "claimItems",
                () -> handedOn.compareAndSet(false, Thread.currentThread().isInterrupted()));
        failOnceMore("finishItems", () -> Thread.currentThread().interrupt());

        bench.runNext();

        assertThat(handedOn).isFalse();
        assertThat(Thread.interrupted()).isFalse();
        assertThat(bench.now(job).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void a_failure_that_the_database_could_not_be_asked_about_is_not_lost() {
        Job job = bench.submit(images(1));
        AtomicBoolean away = new AtomicBoolean();
        AtomicInteger runs = new AtomicInteger();
        bench.engine.beforeDecode = (image, cancellation) -> {
            away.set(runs.incrementAndGet() == 1);
            throw new InferenceException(Kind.RUN_FAILED, "failure " + runs, null);
        };
        bench.beforeDatabase = method -> {
            if (away.compareAndSet(true, false)) {
                assertThat(method).isEqualTo("find");
                throw away();
            }
        };

        bench.runNext();

        assertThat(bench.jobs.items(job.id()).get(0).message()).isEqualTo("failure 2");
        assertThat(bench.jobs.items(job.id()).get(0).code()).isEqualTo(FailureCode.INFERENCE);
    }

    @Test
    void a_row_that_cannot_be_read_fails_its_image_and_not_the_batch() {
        Job job = bench.submit(images(2));
        AtomicInteger finds = new AtomicInteger();
        bench.beforeImages = method -> {
            if (finds.incrementAndGet() <= 2) {
                throw new IllegalArgumentException("no such format");
            }
        };

        bench.runNext();

        assertThat(bench.jobs.items(job.id())).extracting(JobItem::code).containsExactly(FailureCode.INTERNAL, null);
        assertThat(bench.now(job).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void memory_that_runs_out_while_masks_are_made_is_a_failure_that_leaves_nothing() {
        Job job = bench.submit(images(2));
        AtomicInteger puts = new AtomicInteger();
        bench.beforeBlobs = on("put", () -> {
            if (puts.incrementAndGet() == 2) {
                throw new OutOfMemoryError("Java heap space");
            }
        });

        bench.runNext();

        assertThat(bench.jobs.items(job.id()))
                .extracting(JobItem::code)
                .containsExactly(FailureCode.OUT_OF_MEMORY, null);
        assertThat(bench.jobs.items(job.id()).get(0).message())
                .contains("Java heap space")
                .contains("smaller image");
        assertThat(bench.resultBlobs()).as("mask and document of the other").hasSize(2);
    }

    private ImageRecord[] images(int count) {
        return IntStream.range(0, count).mapToObj(i -> bench.image("image" + i)).toArray(ImageRecord[]::new);
    }

    private void failEveryRun(RuntimeException failure) {
        bench.engine.beforeDecode = (image, cancellation) -> {
            throw failure;
        };
    }

    /** The store's first such call is not answered, after {@code meanwhile}. */
    private void failOnce(String method, Runnable meanwhile) {
        AtomicBoolean failed = new AtomicBoolean();
        bench.beforeStore = on(method, () -> {
            if (failed.compareAndSet(false, true)) {
                meanwhile.run();
                throw away();
            }
        });
    }

    private void failOnceMore(String method, Runnable meanwhile) {
        Consumer<String> before = bench.beforeStore;
        failOnce(method, meanwhile);
        bench.beforeStore = before.andThen(bench.beforeStore);
    }

    private static StoreException away() {
        return new StoreException("The database is away", new IllegalStateException("connection refused"));
    }

    private static Consumer<String> on(String method, Runnable action) {
        return called -> {
            if (called.equals(method)) {
                action.run();
            }
        };
    }
}
