package io.samui.core.testkit.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.InvalidInputException;
import io.samui.core.NotFoundException;
import io.samui.core.PageRequest;
import io.samui.core.annotation.PromptType;
import io.samui.core.history.ProcessingResult;
import io.samui.core.image.ImageRecord;
import io.samui.core.job.Job;
import io.samui.core.job.JobItem;
import io.samui.core.job.JobRequest;
import io.samui.core.job.JobStatus;
import io.samui.core.mask.PixelBox;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whatever people do at the same time while jobs run, over any stores: what is left fits together. */
public abstract class RaceContract extends JobsTestBase {

    private static final int PEOPLE = 6;
    private static final int STEPS = 20;

    @Test
    void submitting_editing_and_deleting_at_once_leaves_nothing_dangling_and_nothing_doubled() throws Exception {
        List<ImageRecord> images = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 12; i++) {
            images.add(uploadWithBox("image" + i, i));
        }
        ExecutorService people = Executors.newFixedThreadPool(PEOPLE);
        try {
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < PEOPLE; i++) {
                Random random = new Random(i);
                work.add(people.submit(() -> {
                    for (int step = 0; step < STEPS; step++) {
                        step(images, random);
                    }
                }));
            }
            for (Future<?> one : work) {
                one.get(60, TimeUnit.SECONDS);
            }
        } finally {
            people.shutdownNow();
        }

        List<Job> jobs = ended();

        assertThat(jobs).isNotEmpty().allSatisfy(job -> {
            assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(job.counts().ended()).isEqualTo(job.counts().total());
            assertThat(job.counts().failed() + job.counts().cancelled()).isZero();
            List<JobItem> items = samui.jobs().items(job.id());
            assertThat(items).extracting(JobItem::imageId).doesNotHaveDuplicates();
            assertThat(items).extracting(JobItem::endedAt).doesNotContainNull();
        });
        assertThat(jobs)
                .as("one at a time, first in first out")
                .isSortedAccordingTo(Comparator.comparing(Job::startedAt));
        assertThat(blobs.keys()).containsExactlyInAnyOrderElementsOf(keysOfRows());
    }

    private void step(List<ImageRecord> images, Random random) {
        ImageRecord image = images.get(random.nextInt(images.size()));
        ImageRecord other = images.get(random.nextInt(images.size()));
        try {
            switch (random.nextInt(10)) {
                case 0 -> samui.images().delete(image.id());
                case 1 -> images.add(uploadWithBox("late", random.nextInt(100)));
                case 2, 3 -> samui.annotations().addBox(image.id(), box(random), PromptType.SEGMENT);
                case 4 ->
                    samui.annotations().boxes(image.id()).stream()
                            .findFirst()
                            .ifPresent(box -> samui.annotations().deleteBox(box.id()));
                case 5 ->
                    samui.jobs()
                            .submit(JobRequest.of(MODE, List.of(image.id(), other.id()))
                                    .forced());
                default -> submit(image, other);
            }
        } catch (InvalidInputException | NotFoundException e) {
            // somebody was faster: it is gone, or there is nothing to do
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
