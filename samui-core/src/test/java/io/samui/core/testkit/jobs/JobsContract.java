package io.samui.core.testkit.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.InvalidInputException;
import io.samui.core.PageRequest;
import io.samui.core.Samui;
import io.samui.core.Stores;
import io.samui.core.UnitOfWork;
import io.samui.core.annotation.AnnotationStore;
import io.samui.core.annotation.BoxAnnotation;
import io.samui.core.annotation.PromptType;
import io.samui.core.history.ProcessingResult;
import io.samui.core.history.ResultStore;
import io.samui.core.image.ImageCatalogue;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageRecord;
import io.samui.core.image.ImageUpload;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.InferenceException;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.FailureCode;
import io.samui.core.job.ItemStatus;
import io.samui.core.job.Job;
import io.samui.core.job.JobCatalogue;
import io.samui.core.job.JobItem;
import io.samui.core.job.JobRequest;
import io.samui.core.job.JobStatus;
import io.samui.core.job.JobStore;
import io.samui.core.job.PastAndPending;
import io.samui.core.mask.PixelBox;
import io.samui.core.memory.MemoryBlobStorage;
import io.samui.core.storage.BlobInfo;
import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorage;
import io.samui.core.testkit.inference.FakeEngine;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whole jobs over any stores, with a stand-in for the model only: what is submitted, what is processed, what is kept.
 */
@Timeout(60)
public abstract class JobsContract {

    private static final SegmentationMode MODE = SegmentationMode.INSIDE_BOX;

    private final FakeEngine engine = new FakeEngine();
    private final CountingBlobs blobs = new CountingBlobs();
    private Stores stores;
    private Samui samui;

    /** Stores without rows. */
    protected abstract Stores openEmpty() throws Exception;

    @BeforeEach
    void open() throws Exception {
        open(true);
    }

    private void open(boolean worksQueue) throws Exception {
        stores = openEmpty();
        samui = samui(worksQueue);
    }

    @AfterEach
    void close() {
        samui.close();
        stores.close();
    }

    private Samui samui(boolean worksQueue) {
        var builder =
                Samui.builder().stores(new KeptOpen(stores)).blobStorage(blobs).engine(engine);
        return (worksQueue ? builder : builder.withoutWorker()).build();
    }

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
    void only_what_changed_is_processed_again() throws Exception {
        ImageRecord image = uploadWithBox("a.png");
        ImageRecord other = uploadWithBox("b.png");
        await(submit(image, other));

        assertNothingToDo("the latest result was made from the same prompts", image, other);
        samui.annotations().addBox(other.id(), new PixelBox(0, 0, 3, 3), PromptType.SEGMENT);
        Job job = await(submit(image, other));

        assertThat(samui.jobs().items(job.id())).extracting(JobItem::filename).containsExactly("b.png");
        assertThat(history(other)).hasSize(2);
        assertThat(history(other).get(0).snapshot().boxes()).hasSize(2);
        assertThat(history(image)).hasSize(1);
    }

    @Test
    void a_change_that_is_taken_back_is_no_change() throws Exception {
        ImageRecord image = uploadWithBox("a.png");
        await(submit(image));
        BoxAnnotation added = samui.annotations().addBox(image.id(), new PixelBox(0, 0, 3, 3), PromptType.SEGMENT);
        samui.annotations().deleteBox(added.id());

        assertNothingToDo("the latest result was made from the same prompts", image);
    }

    @Test
    void another_model_or_other_parameters_make_a_result_outdated() throws Exception {
        ImageRecord image = uploadWithBox("a.png");
        await(submit(image));

        await(samui.jobs().submit(new JobRequest(List.of(image.id()), MODE, new DecodeOptions(0.9, 0), false)));
        engine.digest = "fake-2";
        await(samui.jobs().submit(new JobRequest(List.of(image.id()), MODE, new DecodeOptions(0.9, 0), false)));

        assertThat(history(image))
                .extracting(result -> result.provenance().modelDigest())
                .containsExactly("fake-2", "fake-1", "fake-1");
    }

    @Test
    void force_processes_what_is_up_to_date_but_not_what_has_nothing() throws Exception {
        ImageRecord image = uploadWithBox("a.png");
        ImageRecord empty = upload("empty.png", 20, 20);
        await(submit(image));

        Job job = await(samui.jobs()
                .submit(JobRequest.of(MODE, List.of(image.id(), empty.id())).forced()));

        assertThat(samui.jobs().items(job.id())).extracting(JobItem::filename).containsExactly("a.png");
        assertThat(history(image)).hasSize(2);
        assertThatThrownBy(() -> samui.jobs()
                        .submit(JobRequest.of(MODE, List.of(empty.id())).forced()))
                .hasMessageStartingWith("No images need processing: there is nothing to process");
    }

    @Test
    void ids_that_do_not_exist_are_left_out_and_doubled_ones_count_once() throws Exception {
        ImageRecord image = uploadWithBox("a.png");
        ImageId unknown = new ImageId(UUID.randomUUID());

        Job job = samui.jobs().submit(JobRequest.of(MODE, List.of(unknown, image.id(), image.id())));

        assertThat(job.counts().total()).isEqualTo(1);
        await(job);
        assertThatThrownBy(() -> samui.jobs().submit(JobRequest.of(MODE, List.of(unknown))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("No valid image IDs provided");
        assertThatThrownBy(() -> samui.jobs().submit(JobRequest.of(MODE, List.of())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("image_ids is empty");
    }

    @Test
    void a_mode_that_the_model_lacks_is_refused_with_its_modes() {
        engine.modes = EnumSet.of(SegmentationMode.POINT);
        ImageRecord image = uploadWithBox("a.png");

        assertThatThrownBy(() -> submit(image))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("The model fake does not have the mode inside_box; it has point");
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
    void edits_after_the_submission_never_reach_the_job() throws Exception {
        ImageRecord image = upload("a.png", 40, 30);
        BoxAnnotation box = samui.annotations().addBox(image.id(), new PixelBox(1, 2, 3, 4), PromptType.SEGMENT);
        CountDownLatch edited = holdTheFirstRun();
        Job job = submit(image);
        samui.annotations().deleteBox(box.id());
        samui.annotations().addBox(image.id(), new PixelBox(5, 5, 9, 9), PromptType.SEGMENT);
        edited.countDown();
        await(job);

        assertThat(samui.history().latest(image.id(), MODE).snapshot().boxes())
                .singleElement()
                .satisfies(prompt -> assertThat(prompt.box()).isEqualTo(new PixelBox(1, 2, 3, 4)));
        assertThat(submit(image)).as("the result is outdated").isNotNull();
    }

    @Test
    void what_is_queued_or_running_is_not_queued_again_unless_it_changed() throws Exception {
        ImageRecord image = uploadWithBox("a.png");
        CountDownLatch go = holdTheFirstRun();
        Job running = submit(image);

        assertNothingToDo("a job with the same prompts is queued or running", image);
        samui.annotations().addBox(image.id(), new PixelBox(0, 0, 3, 3), PromptType.SEGMENT);
        Job second = submit(image);
        assertNothingToDo("a job with the same prompts is queued or running", image);
        go.countDown();

        await(running);
        await(second);
        assertThat(history(image)).hasSize(2);
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
        engine.beforeDecode = (image, cancellation) -> {
            started.countDown();
            go.await();
        };
        Job job = submit(images.toArray(ImageRecord[]::new));
        Job queued = samui.jobs()
                .submit(JobRequest.of(MODE, List.of(images.get(0).id())).forced());
        started.await();
        Thread closer = new Thread(samui::close);
        closer.start();
        while (closer.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait(); // it waits for the image in flight from then on
        }
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

    @Test
    void of_eight_who_submit_the_same_image_at_once_one_gets_a_job() throws Exception {
        ImageRecord image = uploadWithBox("a.png");
        CountDownLatch hold = holdTheFirstRun();
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<String>> answers = IntStream.range(0, 8)
                    .mapToObj(i -> pool.submit(() -> {
                        go.await();
                        try {
                            return submit(image).status().name();
                        } catch (InvalidInputException e) {
                            return e.getMessage().substring(0, "No images need processing".length());
                        }
                    }))
                    .toList();
            go.countDown();
            List<String> got = new ArrayList<>();
            for (Future<String> answer : answers) {
                got.add(answer.get(60, TimeUnit.SECONDS));
            }
            assertThat(got).filteredOn("QUEUED"::equals).hasSize(1);
            assertThat(got).filteredOn("No images need processing"::equals).hasSize(7);
        } finally {
            hold.countDown();
            pool.shutdownNow();
        }
        assertThat(samui.jobs().list(PageRequest.unpaged()).entries()).hasSize(1);
    }

    private CountDownLatch holdTheFirstRun() {
        CountDownLatch go = new CountDownLatch(1);
        engine.beforeEncode = (image, cancellation) -> go.await();
        return go;
    }

    private void assertNothingToDo(String because, ImageRecord... images) {
        assertThatThrownBy(() -> submit(images))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("No images need processing: " + because);
    }

    private Job submit(ImageRecord... images) {
        return samui.jobs()
                .submit(JobRequest.of(
                        MODE, Arrays.stream(images).map(ImageRecord::id).toList()));
    }

    private Job await(Job job) throws InterruptedException {
        return await(samui, job);
    }

    private static Job await(Samui samui, Job job) throws InterruptedException {
        Job ended = samui.jobs().await(job.id(), Duration.ofSeconds(30));
        assertThat(ended.status().ended()).as("%s ends in time", ended).isTrue();
        return ended;
    }

    private List<ProcessingResult> history(ImageRecord image) {
        return samui.history().list(image.id(), MODE, PageRequest.unpaged()).entries();
    }

    private ImageRecord uploadWithBox(String filename) {
        return uploadWithBox(filename, 0);
    }

    private ImageRecord uploadWithBox(String filename, int shade) {
        ImageRecord image = upload(filename, 40, 30, shade);
        samui.annotations().addBox(image.id(), new PixelBox(1, 2, 10, 10), PromptType.SEGMENT);
        return image;
    }

    private ImageRecord upload(String filename, int width, int height) {
        return upload(filename, width, height, 0);
    }

    private ImageRecord upload(String filename, int width, int height, int shade) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, 0x102030 + shade);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", png);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return samui.images().upload(new ImageUpload(filename, "image/png", BlobSource.of(png.toByteArray())));
    }

    /** Counts how often a photo is opened. */
    private static final class CountingBlobs implements BlobStorage {
        private final BlobStorage blobs = new MemoryBlobStorage(Clock.systemUTC());
        private final AtomicInteger opened = new AtomicInteger();

        @Override
        public InputStream open(BlobKey key) {
            opened.addAndGet(key.value().startsWith("images/") ? 1 : 0);
            return blobs.open(key);
        }

        @Override
        public InputStream open(BlobKey key, long offset, long length) {
            return blobs.open(key, offset, length);
        }

        @Override
        public void put(BlobKey key, BlobSource source, String contentType) {
            blobs.put(key, source, contentType);
        }

        @Override
        public Optional<BlobInfo> find(BlobKey key) {
            return blobs.find(key);
        }

        @Override
        public void delete(BlobKey key) {
            blobs.delete(key);
        }

        @Override
        public Stream<BlobInfo> list(String prefix) {
            return blobs.list(prefix);
        }

        @Override
        public void close() {
            blobs.close();
        }

        private List<String> keys() {
            return blobs.list("").map(blob -> blob.key().value()).toList();
        }
    }

    /** So that what was kept can be looked at after closing. */
    private record KeptOpen(Stores stores) implements Stores {
        @Override
        public UnitOfWork unitOfWork() {
            return stores.unitOfWork();
        }

        @Override
        public ImageCatalogue images() {
            return stores.images();
        }

        @Override
        public AnnotationStore annotations() {
            return stores.annotations();
        }

        @Override
        public JobStore jobs() {
            return stores.jobs();
        }

        @Override
        public JobCatalogue jobCatalogue() {
            return stores.jobCatalogue();
        }

        @Override
        public PastAndPending pastAndPending() {
            return stores.pastAndPending();
        }

        @Override
        public ResultStore results() {
            return stores.results();
        }

        @Override
        public void close() {}
    }
}
