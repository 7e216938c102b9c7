package io.samui.core.testkit.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.PageRequest;
import io.samui.core.Samui;
import io.samui.core.annotation.BoxAnnotation;
import io.samui.core.annotation.PromptType;
import io.samui.core.history.ProcessingResult;
import io.samui.core.image.ImageRecord;
import io.samui.core.inference.InferenceException;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.FailureCode;
import io.samui.core.job.ItemStatus;
import io.samui.core.job.Job;
import io.samui.core.job.JobItem;
import io.samui.core.job.JobRequest;
import io.samui.core.job.JobStatus;
import io.samui.core.mask.PixelBox;
import io.samui.core.storage.BlobSource;
import io.samui.core.testkit.time.Spin;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** What becomes of a job, over any stores: results, failures, order, stops. */
public abstract class WorkContract extends JobsTestBase {

    @Test
    void a_job_runs_through_and_leaves_a_result_with_its_blobs() throws Exception {
        ImageRecord image = upload("photo.png", 40, 30);
        BoxAnnotation box = samui.annotations().addBox(image.id(), new PixelBox(10, 5, 20, 10), PromptType.SEGMENT);

        Job submitted = submit(image);
        Job job = await(submitted);

        assertThat(submitted.status()).isEqualTo(JobStatus.QUEUED);
        assertThat(submitted.counts().total()).isEqualTo(1);
        assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.counts().processed()).isEqualTo(1);
        assertThat(job.error()).isNull();
        assertThat(job.startedAt()).isNotNull();
        assertThat(job.completedAt()).isNotNull();
        ProcessingResult result = samui.history().latest(image.id(), MODE);
        assertThat(result.jobId()).isEqualTo(job.id());
        assertThat(result.snapshot().boxes())
                .singleElement()
                .satisfies(prompt -> assertThat(prompt.id()).isEqualTo(box.id()));
        assertThat(result.scores()).containsExactly(0.75);
        assertThat(result.boxes()).isNull();
        assertThat(result.provenance().modelDigest()).isEqualTo("fake-1");
        assertThat(result.provenance().backend()).isEqualTo("fake runtime 1");
        assertThat(result.provenance().imageDigest()).isEqualTo(image.sha256());
        try (InputStream png = samui.history().mask(result)) {
            BufferedImage mask = ImageIO.read(png);
            assertThat(mask.getWidth()).isEqualTo(40);
            assertThat(mask.getHeight()).isEqualTo(30);
            assertThat(mask.getRaster().getSample(10, 5, 0)).isEqualTo(255);
            assertThat(mask.getRaster().getSample(9, 5, 0)).isZero();
        }
        try (InputStream coco = samui.history().coco(result)) {
            assertThat(new String(coco.readAllBytes(), StandardCharsets.UTF_8))
                    .contains(image.id().toString(), "\"area\":200", "\"size\":[30,40]");
        }
    }

    @Test
    void one_bad_image_fails_alone() throws Exception {
        ImageRecord good = uploadWithBox("good.png");
        ImageRecord corrupt = uploadWithBox("corrupt.png", 7);
        ImageRecord heavy = upload("heavy.png", 33, 33);
        samui.annotations().addBox(heavy.id(), new PixelBox(0, 0, 3, 3), PromptType.SEGMENT);
        ImageRecord last = uploadWithBox("last.png");
        blobs.put(corrupt.blobKey(), BlobSource.of(new byte[] {1, 2, 3}), "image/png");
        engine.beforeDecode = (image, cancellation) -> {
            if (image.width() == 33) {
                throw new InferenceException(InferenceException.Kind.OUT_OF_MEMORY, "no room", null);
            }
        };

        Job job = await(submit(good, corrupt, heavy, last));

        assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(samui.jobs().items(job.id()))
                .extracting(JobItem::status)
                .containsExactly(ItemStatus.PROCESSED, ItemStatus.FAILED, ItemStatus.FAILED, ItemStatus.PROCESSED);
        assertThat(samui.jobs().items(job.id()))
                .extracting(JobItem::code)
                .containsExactly(null, FailureCode.UNREADABLE_IMAGE, FailureCode.OUT_OF_MEMORY, null);
        engine.beforeDecode = (image, cancellation) -> {};
        assertThat(submit(good, heavy).counts().total())
                .as("a failed image stays stale")
                .isEqualTo(1);
    }

    @Test
    void memory_that_runs_out_is_a_failure_with_a_hint_and_never_an_empty_mask() throws Exception {
        ImageRecord image = uploadWithBox("a.png");
        engine.beforeEncode = (frame, cancellation) -> {
            throw new OutOfMemoryError("Cannot reserve direct buffer memory");
        };

        Job job = await(submit(image));

        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.error())
                .startsWith(
                        "None of the 1 images was processed, 1 failed. The first: a.png: The process ran out of memory")
                .contains("smaller image");
        assertThat(history(image)).isEmpty();
    }

    @Test
    void an_error_inside_is_a_failure_that_points_to_the_log() throws Exception {
        ImageRecord image = uploadWithBox("a.png");
        engine.beforeDecode = (frame, cancellation) -> {
            throw new IllegalStateException("a defect");
        };

        Job job = await(submit(image));

        assertThat(samui.jobs().items(job.id()).get(0).code()).isEqualTo(FailureCode.INTERNAL);
        assertThat(job.error()).contains("log").doesNotContain("a defect");
    }

    @Test
    void an_image_deleted_meanwhile_is_skipped_and_leaves_no_blob() throws Exception {
        ImageRecord queued = uploadWithBox("queued.png");
        ImageRecord running = uploadWithBox("running.png");
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        engine.beforeDecode = (image, cancellation) -> {
            started.countDown();
            go.await();
        };
        Job job = submit(running, queued);
        started.await();
        samui.images().delete(running.id());
        samui.images().delete(queued.id());
        go.countDown();
        Job ended = await(job);

        assertThat(ended.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(ended.counts().skipped()).isEqualTo(2);
        assertThat(samui.jobs().items(job.id()))
                .allSatisfy(item -> assertThat(item.message()).isEqualTo("image deleted"));
        assertThat(blobs.keys()).isEmpty();
    }

    @Test
    void found_nothing_is_a_result_with_an_empty_mask_of_the_images_size() throws Exception {
        ImageRecord image = upload("a.png", 17, 13);
        samui.images().setTextPrompt(image.id(), "unicorn");

        await(samui.jobs().submit(JobRequest.of(SegmentationMode.FIND_ALL, List.of(image.id()))));

        ProcessingResult result = samui.history().latest(image.id(), SegmentationMode.FIND_ALL);
        assertThat(result.boxes()).isEmpty();
        assertThat(result.scores()).isEmpty();
        assertThat(result.snapshot().textPrompt()).isEqualTo("unicorn");
        try (InputStream png = samui.history().mask(result)) {
            BufferedImage mask = ImageIO.read(png);
            assertThat(List.of(mask.getWidth(), mask.getHeight())).containsExactly(17, 13);
            assertThat(mask.getRaster().getSamples(0, 0, 17, 13, 0, (int[]) null))
                    .containsOnly(0);
        }
        assertThatThrownBy(() -> samui.history().latest(image.id(), SegmentationMode.POINT))
                .as("not run is something else")
                .hasMessageContaining("point");
    }

    @Test
    void a_photo_whose_embedding_is_cached_is_not_even_opened() throws Exception {
        ImageRecord image = uploadWithBox("a.png");
        await(submit(image));
        samui.annotations().addBox(image.id(), new PixelBox(0, 0, 3, 3), PromptType.SEGMENT);
        int opened = blobs.opened.get();

        await(submit(image));

        assertThat(blobs.opened.get()).isEqualTo(opened);
        assertThat(engine.encoded).hasValue(1);
        assertThat(history(image).get(0).provenance().timings().encode()).isZero();
    }

    @Test
    void equal_photos_share_an_embedding() throws Exception {
        ImageRecord one = uploadWithBox("one.png");
        ImageRecord same = uploadWithBox("same.png");

        await(submit(one, same));

        assertThat(one.id()).isNotEqualTo(same.id());
        assertThat(engine.encoded).hasValue(1);
    }

    @Test
    void jobs_run_in_the_order_of_their_submission_one_at_a_time() throws Exception {
        List<Job> jobs = new ArrayList<>();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        engine.beforeDecode = (image, cancellation) -> {
            most.accumulateAndGet(
                    samui.jobs().list(PageRequest.unpaged()).entries().stream()
                            .mapToInt(job -> job.status() == JobStatus.RUNNING ? 1 : 0)
                            .sum(),
                    Math::max);
            running.incrementAndGet();
        };
        for (int i = 0; i < 5; i++) {
            jobs.add(submit(uploadWithBox("image" + i + ".png")));
        }
        for (Job job : jobs) {
            await(job);
        }

        assertThat(most).hasValue(1);
        assertThat(running).hasValue(5);
        List<Job> ended = jobs.stream().map(job -> samui.jobs().get(job.id())).toList();
        assertThat(ended).isSortedAccordingTo(Comparator.comparing(Job::startedAt));
    }

    @Test
    void a_graceful_stop_finishes_the_image_in_flight_and_fails_the_job() throws Exception {
        List<ImageRecord> images = IntStream.range(0, 6)
                .mapToObj(i -> uploadWithBox("image" + i + ".png", i))
                .toList();
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        engine.beforeEncode = (image, cancellation) -> {
            started.countDown();
            go.await();
        };
        Job job = submit(images.toArray(ImageRecord[]::new));
        Job queued = samui.jobs()
                .submit(JobRequest.of(MODE, List.of(images.get(0).id())).forced());
        started.await();
        Thread closer = new Thread(samui::close);
        closer.start();
        Spin.until(() -> closer.getState() == Thread.State.TIMED_WAITING); // it waits for the image in flight
        go.countDown();
        closer.join(30_000);

        Job ended = stores.jobCatalogue().find(job.id()).orElseThrow();
        assertThat(ended.status()).isEqualTo(JobStatus.FAILED);
        assertThat(ended.error()).isEqualTo("Server restarted while job was running");
        assertThat(ended.counts().processed()).isEqualTo(1);
        assertThat(ended.counts().cancelled()).isEqualTo(5);
        assertThat(stores.jobCatalogue().find(queued.id()).orElseThrow().status())
                .isEqualTo(JobStatus.QUEUED);
    }

    @Test
    void a_job_found_running_at_the_start_is_failed_and_queued_ones_go_on() throws Exception {
        close();
        open(false);
        ImageRecord image = uploadWithBox("a.png");
        ImageRecord other = uploadWithBox("b.png", 1);
        Job interrupted = submit(image);
        Job queued = submit(other);
        stores.jobs().claimNext(Clock.systemUTC().instant());
        stores.jobs().claimItems(interrupted.id(), 1, Clock.systemUTC().instant());

        try (Samui restarted = Samui.builder()
                .stores(new KeptOpen(stores))
                .blobStorage(blobs)
                .engine(engine)
                .build()) {
            Job ended = restarted.jobs().get(interrupted.id());
            assertThat(ended.status()).isEqualTo(JobStatus.FAILED);
            assertThat(ended.error()).isEqualTo("Server restarted while job was running");
            assertThat(ended.counts().cancelled()).isEqualTo(1);
            assertThat(await(restarted, queued).status()).isEqualTo(JobStatus.COMPLETED);
        }
    }
}
