package io.samui.core.testkit.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.ConflictException;
import io.samui.core.InvalidInputException;
import io.samui.core.NotFoundException;
import io.samui.core.PageRequest;
import io.samui.core.Stores;
import io.samui.core.annotation.PromptType;
import io.samui.core.history.ProcessingResult;
import io.samui.core.history.ResultId;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageRecord;
import io.samui.core.job.ItemStatus;
import io.samui.core.job.Job;
import io.samui.core.job.JobItem;
import io.samui.core.job.JobRequest;
import io.samui.core.job.JobStatus;
import io.samui.core.mask.PixelBox;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever people do at the same time while jobs run, over any stores: what is left fits together. */
@Timeout(240)
public abstract class RaceContract extends JobsTestBase {

    private static final int PEOPLE = 64;
    private static final int STEPS = 10;
    private static final int IMAGES = 16;

    private final RunningJobs running = new RunningJobs();
    private final List<ImageRecord> images = new CopyOnWriteArrayList<>();
    private final List<Job> submitted = new CopyOnWriteArrayList<>();

    @Override
    Stores watched(Stores opened) {
        return running.watch(opened);
    }

    @Test
    void submitting_cancelling_retrying_editing_and_deleting_at_once_leaves_nothing_dangling_and_nothing_doubled()
            throws Exception {
        uploadAll();
        engine.beforeDecode = (image, cancellation) -> running.look(stores);

        atOnce(random -> {
            for (int step = 0; step < STEPS; step++) {
                step(random);
                running.look(stores);
            }
        });

        List<Job> jobs = ended();
        assertThat(jobs).hasSameSizeAs(submitted).allSatisfy(this::endedWhole);
        assertThat(jobs)
                .extracting(Job::status)
                .contains(JobStatus.COMPLETED, JobStatus.CANCELLED)
                .doesNotContain(JobStatus.FAILED);
        assertThat(running.seenInRows()).as("jobs were seen while they ran").isPositive();
        assertThat(running.mostInRows()).as("by their rows").isEqualTo(1);
        assertThat(running.mostAtOnce()).as("between claim and end").isEqualTo(1);
        assertThat(running.started())
                .as("first in first out, each once")
                .isSorted()
                .containsExactlyElementsOf(jobs.stream()
                        .filter(job -> job.startedAt() != null)
                        .map(Job::seq)
                        .toList());
        resultsAreThoseOfItems(jobs);
        assertThat(blobs.keys()).containsExactlyInAnyOrderElementsOf(keysOfRows());
    }

    @Test
    void of_64_who_submit_at_once_each_image_gets_into_one_job() throws Exception {
        uploadAll();
        CountDownLatch go = new CountDownLatch(1);
        engine.beforeEncode = (image, cancellation) -> go.await();
        try {
            atOnce(random -> submitQuietly(JobRequest.of(MODE, List.of(any(random), any(random), any(random)))));
        } finally {
            go.countDown();
        }

        List<Job> jobs = ended();

        assertThat(jobs).hasSameSizeAs(submitted).hasSizeLessThanOrEqualTo(IMAGES);
        assertThat(jobs)
                .flatMap(job -> samui.jobs().items(job.id()))
                .extracting(JobItem::imageId)
                .doesNotHaveDuplicates();
        assertThat(running.mostAtOnce()).isEqualTo(1);
        assertThat(running.started()).isSorted().hasSameSizeAs(jobs);
        resultsAreThoseOfItems(jobs);
    }

    private void uploadAll() {
        for (int i = 0; i < IMAGES; i++) {
            images.add(uploadWithBox("image" + i, i));
        }
    }

    /** Everybody begins at the same moment. */
    private static void atOnce(Consumer<Random> work) throws Exception {
        CountDownLatch ready = new CountDownLatch(PEOPLE);
        ExecutorService people = Executors.newFixedThreadPool(PEOPLE);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < PEOPLE; i++) {
                Random random = new Random(i);
                all.add(people.submit(() -> {
                    ready.countDown();
                    ready.await();
                    work.accept(random);
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get(200, TimeUnit.SECONDS);
            }
        } finally {
            people.shutdownNow();
        }
    }

    private void step(Random random) {
        ImageId image = any(random);
        try {
            switch (random.nextInt(16)) {
                case 0 -> deleteAndReplace(random);
                case 1, 2 -> samui.annotations().addBox(image, box(random), PromptType.SEGMENT);
                case 3 ->
                    samui.annotations().boxes(image).stream()
                            .findFirst()
                            .ifPresent(box -> samui.annotations().deleteBox(box.id()));
                case 4 ->
                    samui.annotations().boxes(image).stream()
                            .findFirst()
                            .ifPresent(box -> samui.annotations()
                                    .updateBox(box.id(), old -> old.with(box(random), old.promptType())));
                case 5, 6 ->
                    submitQuietly(
                            JobRequest.of(MODE, List.of(image, any(random))).forced());
                case 7, 8 -> cancel(random);
                case 9 -> retry(random);
                default -> submitQuietly(JobRequest.of(MODE, List.of(image, any(random), any(random))));
            }
        } catch (NotFoundException e) {
            // somebody was faster: it is gone
        }
    }

    private void deleteAndReplace(Random random) {
        ImageRecord image = images.get(random.nextInt(images.size()));
        samui.images().delete(image.id());
        images.add(uploadWithBox("late", random.nextInt(100)));
        images.remove(image);
    }

    private void submitQuietly(JobRequest request) {
        try {
            submitted.add(samui.jobs().submit(request));
        } catch (InvalidInputException e) {
            // there is nothing to do, or none of the images is there any more
        }
    }

    /** Mostly one of the last, which wait or run. */
    private void cancel(Random random) {
        int last = submitted.size();
        if (last > 0) {
            try {
                samui.jobs()
                        .cancel(submitted
                                .get(Math.max(0, last - 1 - random.nextInt(8)))
                                .id());
            } catch (ConflictException e) {
                // it has ended
            }
        }
    }

    private void retry(Random random) {
        int number = submitted.size();
        if (number > 0) {
            try {
                submitted.add(
                        samui.jobs().retry(submitted.get(random.nextInt(number)).id()));
            } catch (ConflictException | InvalidInputException e) {
                // it has not ended, or nothing of it is left to do
            }
        }
    }

    private ImageId any(Random random) {
        while (true) {
            try {
                return images.get(random.nextInt(images.size())).id();
            } catch (IndexOutOfBoundsException e) {
                // it got shorter in between
            }
        }
    }

    /** All jobs, oldest first, when they have ended. */
    private List<Job> ended() throws InterruptedException {
        List<Job> jobs = new ArrayList<>();
        for (Job job : samui.jobs().list(PageRequest.unpaged()).entries()) {
            jobs.add(0, await(job));
        }
        return jobs;
    }

    private void endedWhole(Job job) {
        assertThat(job.counts().ended()).isEqualTo(job.counts().total());
        assertThat(job.counts().failed()).isZero();
        assertThat(job.counts().cancelled() == 0 || job.status() == JobStatus.CANCELLED)
                .as("%s", job)
                .isTrue();
        List<JobItem> items = samui.jobs().items(job.id());
        assertThat(items).hasSize(job.counts().total());
        assertThat(items).extracting(JobItem::imageId).doesNotHaveDuplicates();
        assertThat(items).extracting(JobItem::endedAt).doesNotContainNull();
        assertThat(items)
                .filteredOn(item -> item.status() == ItemStatus.PROCESSED)
                .hasSize(job.counts().processed());
    }

    /** Of images that are still there: one result for each processed item, and none besides. */
    private void resultsAreThoseOfItems(List<Job> jobs) {
        Set<ImageId> there = new HashSet<>();
        samui.images().list(PageRequest.unpaged()).entries().forEach(image -> there.add(image.id()));
        List<ResultId> ofItems = jobs.stream()
                .flatMap(job -> samui.jobs().items(job.id()).stream())
                .filter(item -> item.status() == ItemStatus.PROCESSED && there.contains(item.imageId()))
                .map(JobItem::resultId)
                .toList();

        assertThat(samui.history().list(MODE, PageRequest.unpaged()).entries())
                .extracting(ProcessingResult::id)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(ofItems);
    }

    private Set<String> keysOfRows() {
        Set<String> keys = new HashSet<>();
        List<ProcessingResult> results =
                samui.history().list(MODE, PageRequest.unpaged()).entries();
        results.forEach(result ->
                keys.addAll(List.of(result.maskKey().value(), result.cocoKey().value())));
        assertThat(keys).hasSize(2 * results.size());
        samui.images()
                .list(PageRequest.unpaged())
                .entries()
                .forEach(image -> keys.add(image.blobKey().value()));
        return keys;
    }

    private static PixelBox box(Random random) {
        return new PixelBox(random.nextInt(20), random.nextInt(15), 1 + random.nextInt(10), 1 + random.nextInt(10));
    }
}
