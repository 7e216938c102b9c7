package io.samui.core.testkit.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.ConflictException;
import io.samui.core.NotFoundException;
import io.samui.core.Samui;
import io.samui.core.annotation.PromptType;
import io.samui.core.image.ImageRecord;
import io.samui.core.inference.Cancellation;
import io.samui.core.job.ItemCounts;
import io.samui.core.job.ItemStatus;
import io.samui.core.job.Job;
import io.samui.core.job.JobId;
import io.samui.core.job.JobItem;
import io.samui.core.job.JobStatus;
import io.samui.core.job.QueueSettings;
import io.samui.core.job.QueueStatus;
import io.samui.core.mask.PixelBox;
import io.samui.core.testkit.inference.FakeEngine;
import io.samui.core.testkit.time.Spin;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Jobs that people cancel, and a queue that they pause, over any stores. */
public abstract class ControlContract extends JobsTestBase {

    private static final int IN_FLIGHT = QueueSettings.defaults().imagesInFlightOrDefault();
    private static final String REASON = "cancelled by request";

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);

    @Test
    void a_queued_job_is_cancelled_at_once_and_its_images_may_be_submitted_again() throws Exception {
        samui.queue().pause();
        ImageRecord image = uploadWithBox("a.png");
        Job job = submit(image);
        Job next = submit(uploadWithBox("b.png", 1));

        Job cancelled = samui.jobs().cancel(job.id());

        assertThat(cancelled.status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(cancelled).isEqualTo(samui.jobs().get(job.id()));
        assertThat(cancelled.error()).isNull();
        assertThat(cancelled.counts()).isEqualTo(new ItemCounts(1, 0, 0, 0, 1));
        assertThat(samui.jobs().items(job.id())).extracting(JobItem::message).containsExactly(REASON);
        assertThat(samui.jobs().queuePositions(List.of(cancelled, next))).containsOnlyKeys(next.id());
        Job again = submit(image);
        samui.queue().resume();
        assertThat(await(next).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(await(again).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(samui.jobs().get(job.id())).isEqualTo(cancelled);
    }

    @Test
    void cancelling_a_running_job_ends_the_run_in_flight_and_keeps_what_was_processed() throws Exception {
        ImageRecord[] images = images(IN_FLIGHT + 3);
        images[0] = upload("wide.png", 41, 30);
        samui.annotations().addBox(images[0].id(), new PixelBox(1, 2, 10, 10), PromptType.SEGMENT);
        AtomicBoolean firstRan = new AtomicBoolean();
        engine.beforeDecode = (image, cancellation) -> {
            if (image.width() == 41) {
                firstRan.set(true);
            } else if (firstRan.get()) {
                begun.countDown();
                awaitCancelled(cancellation);
            }
        };
        Job job = submit(images);
        Job next = submit(uploadWithBox("next.png", 100));
        begun.await();
        Spin.until(() -> counts(job).processed() >= 1);
        engine.beforeDecode = (image, cancellation) -> {};

        Job asked = samui.jobs().cancel(job.id());

        assertThat(asked.cancelRequested()).isTrue();
        Job ended = await(job);
        assertThat(ended.status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(ended.error()).isNull();
        assertThat(ended.interrupted()).isFalse();
        int processed = ended.counts().processed();
        assertThat(ended.counts()).isEqualTo(new ItemCounts(images.length, processed, 0, 0, images.length - processed));
        assertThat(processed).isBetween(1, images.length - 1);
        assertThat(samui.jobs().items(job.id()).get(images.length - 1).message())
                .isEqualTo(REASON);
        assertThat(history(images[0])).hasSize(1);
        assertThat(await(next).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(blobs.keys().stream().filter(key -> !key.startsWith("images/")))
                .as("two for each result")
                .hasSize(2 * (processed + 1));
    }

    @Test
    void asking_again_while_it_runs_changes_nothing_and_a_job_whose_model_does_not_listen_ends_all_the_same()
            throws Exception {
        engine.beforeDecode = (image, cancellation) -> {
            begun.countDown();
            go.await();
        };
        Job job = submit(images(3));
        begun.await();

        Job asked = samui.jobs().cancel(job.id());
        Job again = samui.jobs().cancel(job.id());

        assertThat(asked.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(again).isEqualTo(asked);
        go.countDown();
        Job ended = await(job);
        assertThat(ended.status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(ended.counts()).isEqualTo(new ItemCounts(3, 0, 0, 0, 3));
        assertThat(blobs.keys()).allMatch(key -> key.startsWith("images/"));
    }

    @Test
    void a_job_is_cancelled_through_another_service_on_the_same_stores() throws Exception {
        engine.beforeDecode = (image, cancellation) -> {
            begun.countDown();
            awaitCancelled(cancellation);
        };
        Job job = submit(images(3));
        begun.await();

        try (Samui elsewhere = samui(false)) {
            assertThat(elsewhere.jobs().cancel(job.id()).cancelRequested()).isTrue();
        }

        assertThat(await(job).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(counts(job).cancelled()).isEqualTo(3);
    }

    @Test
    void what_has_ended_or_never_was_cannot_be_cancelled() throws Exception {
        Job job = await(submit(uploadWithBox("a.png")));

        assertThatThrownBy(() -> samui.jobs().cancel(job.id()))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("ended already (completed)");
        assertThatThrownBy(() -> samui.jobs().cancel(new JobId(UUID.randomUUID())))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("Job not found");
        assertThat(samui.jobs().get(job.id())).isEqualTo(job);
    }

    @Test
    void pausing_lets_the_images_in_flight_finish_and_resuming_goes_on_behind_them() throws Exception {
        holdTheFirst();
        ImageRecord[] images = images(IN_FLIGHT + 2);
        Job job = submit(images);
        Job next = submit(uploadWithBox("next.png", 100));
        begun.await();

        QueueStatus paused = samui.queue().pause();
        go.countDown();
        Spin.until(() -> counts(job).processed() == IN_FLIGHT);

        assertThat(paused).isEqualTo(new QueueStatus(true, 1, job.id()));
        assertThat(samui.queue().pause()).isEqualTo(paused);
        Job resting = samui.jobs().get(job.id());
        assertThat(resting.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(resting.currentFilename()).isNull();
        assertThat(samui.jobs().items(job.id()))
                .extracting(JobItem::status)
                .endsWith(ItemStatus.PENDING, ItemStatus.PENDING)
                .doesNotContain(ItemStatus.RUNNING);
        assertThat(samui.queue().resume().paused()).isFalse();
        assertThat(await(job).counts().processed()).isEqualTo(images.length);
        assertThat(await(job).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(await(next).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void a_job_that_rests_goes_on_when_another_service_resumes_the_queue() throws Exception {
        holdTheFirst();
        Job job = submit(images(IN_FLIGHT + 1));
        begun.await();

        try (Samui elsewhere = samui(false)) {
            elsewhere.queue().pause();
            go.countDown();
            Spin.until(() -> counts(job).processed() == IN_FLIGHT);
            elsewhere.queue().resume();
        }

        assertThat(await(job).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void a_job_that_rests_is_cancelled_without_going_on() throws Exception {
        holdTheFirst();
        Job job = submit(images(IN_FLIGHT + 1));
        begun.await();
        samui.queue().pause();
        go.countDown();
        Spin.until(() -> counts(job).processed() == IN_FLIGHT);

        samui.jobs().cancel(job.id());

        assertThat(await(job).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(counts(job)).isEqualTo(new ItemCounts(IN_FLIGHT + 1, IN_FLIGHT, 0, 0, 1));
    }

    @Test
    void a_pause_outlasts_a_restart_which_ends_the_job_that_rests_and_leaves_the_others_waiting() throws Exception {
        holdTheFirst();
        Job job = submit(images(IN_FLIGHT + 1));
        begun.await();
        samui.queue().pause();
        go.countDown();
        Spin.until(() -> counts(job).processed() == IN_FLIGHT);
        Job waiting = submit(uploadWithBox("next.png", 100));

        samui.close();
        samui = builder().engine(new FakeEngine()).build();

        Job ended = samui.jobs().get(job.id());
        assertThat(ended.status()).isEqualTo(JobStatus.FAILED);
        assertThat(ended.error()).isEqualTo("Server restarted while job was running");
        assertThat(ended.interrupted()).isTrue();
        assertThat(ended.counts()).isEqualTo(new ItemCounts(IN_FLIGHT + 1, IN_FLIGHT, 0, 0, 1));
        assertThat(samui.queue().status()).isEqualTo(new QueueStatus(true, 1, null));
        assertThat(samui.system().status().queue()).isEqualTo(samui.queue().status());
        samui.queue().resume();
        assertThat(await(waiting).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void a_job_says_which_model_runs_it() throws Exception {
        engine.beforeDecode = (image, cancellation) -> {
            begun.countDown();
            go.await();
        };

        Job job = submit(uploadWithBox("a.png"));
        begun.await();

        assertThat(job.modelId()).isNull();
        assertThat(samui.jobs().get(job.id()).modelId()).isEqualTo("fake");
        go.countDown();
        assertThat(await(job).modelId()).isEqualTo("fake");
    }

    @Test
    void a_job_that_is_cancelled_while_the_model_is_loaded_begins_no_image() throws Exception {
        holdTheLoading();
        Job job = submit(images(2));
        begun.await();

        assertThat(samui.jobs().cancel(job.id()).cancelRequested()).isTrue();
        go.countDown();

        assertThat(await(job).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(counts(job)).isEqualTo(new ItemCounts(2, 0, 0, 0, 2));
        assertThat(engine.encoded).hasValue(0);
    }

    @Test
    void a_stop_while_the_model_is_loaded_begins_no_image_and_ends_the_job_as_interrupted() throws Exception {
        holdTheLoading();
        Job job = submit(images(2));
        begun.await();
        Thread closer = new Thread(samui::close);
        closer.start();
        Spin.until(() -> closer.getState() == Thread.State.TIMED_WAITING); // it waits for the load

        go.countDown();
        closer.join(30_000);

        Job ended = stores.jobCatalogue().find(job.id()).orElseThrow();
        assertThat(ended.error()).isEqualTo("Server restarted while job was running");
        assertThat(ended.counts()).isEqualTo(new ItemCounts(2, 0, 0, 0, 2));
        assertThat(engine.encoded).hasValue(0);
    }

    private void holdTheLoading() {
        engine.beforeOpen = () -> {
            begun.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private void holdTheFirst() {
        engine.beforeDecode = (image, cancellation) -> {
            begun.countDown();
            go.await();
        };
    }

    private static void awaitCancelled(Cancellation cancellation) throws InterruptedException {
        CountDownLatch cancelled = new CountDownLatch(1);
        try (var listening = cancellation.onCancel(cancelled::countDown)) {
            cancelled.await();
        }
        cancellation.throwIfCancelled();
    }

    private ItemCounts counts(Job job) {
        return samui.jobs().get(job.id()).counts();
    }

    private ImageRecord[] images(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> uploadWithBox("image" + i + ".png", i))
                .toArray(ImageRecord[]::new);
    }
}
