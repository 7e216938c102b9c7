package io.samui.core.testkit.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.InvalidInputException;
import io.samui.core.PageRequest;
import io.samui.core.Samui;
import io.samui.core.StoreException;
import io.samui.core.annotation.PromptType;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageRecord;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.IdempotencyKey;
import io.samui.core.job.IdempotencyKeyReusedException;
import io.samui.core.job.Job;
import io.samui.core.job.JobRequest;
import io.samui.core.job.JobStatus;
import io.samui.core.job.KeyedSubmission;
import io.samui.core.mask.PixelBox;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Submissions that have a key are made once, over any stores. */
public abstract class KeyedSubmissionContract extends HandWorkedJobs {

    private static final IdempotencyKey KEY = new IdempotencyKey("a-key");

    @Test
    void the_same_submission_again_is_the_job_as_it_is_now_whatever_has_changed() throws Exception {
        ImageRecord image = uploadWithBox("a");
        JobRequest request = JobRequest.of(MODE, List.of(image.id()));
        Job job = samui.jobs().submit(request, KEY);

        assertThat(samui.jobs().submit(request, KEY)).isEqualTo(samui.jobs().get(job.id()));
        work(this::processed);
        assertThat(samui.jobs().submit(request, KEY)).isEqualTo(samui.jobs().get(job.id()));
        engine.modes = EnumSet.of(SegmentationMode.POINT);
        samui.images().delete(image.id());
        Samui afterARestart = samui(false);
        try (afterARestart) {
            Job again = afterARestart.jobs().submit(request, KEY);
            assertThat(again.id()).isEqualTo(job.id());
            assertThat(again.status()).isEqualTo(JobStatus.FAILED);
        }
        assertThat(jobs()).hasSize(1);
    }

    @Test
    void another_request_with_a_key_that_was_used_is_refused() {
        ImageRecord a = uploadWithBox("a");
        ImageRecord b = uploadWithBox("b");
        samui.annotations().addPoint(a.id(), 3, 3, true);
        JobRequest request = JobRequest.of(MODE, List.of(a.id(), b.id()));
        Job job = samui.jobs().submit(request, KEY);
        List<Job> before = jobs();

        Stream.of(
                        JobRequest.of(MODE, List.of(b.id(), a.id())),
                        JobRequest.of(MODE, List.of(a.id())),
                        JobRequest.of(SegmentationMode.POINT, List.of(a.id(), b.id())),
                        request.forced(),
                        new JobRequest(List.of(a.id(), b.id()), MODE, new DecodeOptions(0.25, 0), false))
                .forEach(other -> assertThatThrownBy(() -> samui.jobs().submit(other, KEY))
                        .isInstanceOf(IdempotencyKeyReusedException.class)
                        .hasMessageContaining("a-key")
                        .hasMessageContaining(job.id().toString())
                        .hasMessageContaining("send a new key"));
        assertThat(jobs()).isEqualTo(before);
        assertThat(samui.jobs().submit(JobRequest.of(MODE, List.of(a.id(), b.id(), a.id())), KEY))
                .as("duplicates count once")
                .extracting(Job::id)
                .isEqualTo(job.id());
    }

    @Test
    void a_refusal_is_not_remembered() {
        ImageRecord image = upload("a", 20, 20);
        JobRequest request = JobRequest.of(MODE, List.of(image.id()));
        assertThatThrownBy(() -> samui.jobs().submit(request, KEY)).isInstanceOf(InvalidInputException.class);
        assertThat(stores.submissionKeys().find(KEY)).isEmpty();
        samui.annotations().addBox(image.id(), new PixelBox(0, 0, 3, 3), PromptType.SEGMENT);

        Job job = samui.jobs().submit(request, KEY);

        assertThat(stores.submissionKeys().find(KEY))
                .hasValueSatisfying(kept -> assertThat(kept.job()).isEqualTo(job.id()));
    }

    @Test
    void keys_are_apart_from_each_other_letter_by_letter() {
        JobRequest request =
                JobRequest.of(MODE, List.of(uploadWithBox("a").id())).forced();
        Set<Object> jobs = new HashSet<>();
        for (String key : List.of("a-key", "A-KEY", "a-key_", "';drop/**/table/**/job;--")) {
            jobs.add(samui.jobs().submit(request, new IdempotencyKey(key)).id());
        }
        assertThat(jobs).hasSize(4);
    }

    @Test
    void of_many_who_send_one_key_at_once_all_get_one_job() throws Exception {
        List<ImageId> images = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            images.add(uploadWithBox("image" + i).id());
        }
        JobRequest request = JobRequest.of(MODE, images).forced(); // nothing but the key keeps it from being doubled
        ExecutorService people = Executors.newFixedThreadPool(8);
        // each has seen that the key is not there yet, before the first is in the queue
        CountDownLatch seen = new CountDownLatch(8);
        engine.beforeInfo = () -> {
            seen.countDown();
            awaitAll(seen);
        };
        Set<Object> answers = new HashSet<>();
        try {
            List<Future<Job>> sent = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                sent.add(people.submit(() -> samui.jobs().submit(request, KEY)));
            }
            for (Future<Job> one : sent) {
                answers.add(one.get(60, TimeUnit.SECONDS).id());
            }
        } finally {
            people.shutdownNow();
        }
        assertThat(answers).hasSize(1);
        assertThat(jobs()).hasSize(1);
    }

    @Test
    void the_store_itself_keeps_a_key_once_and_only_with_its_transaction() {
        Job job = submit(uploadWithBox("a"));
        KeyedSubmission submission = new KeyedSubmission(KEY, "digest", job.id());
        assertThatThrownBy(() -> stores.submissionKeys().insert(submission)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> stores.unitOfWork().inTransaction(() -> {
                    stores.submissionKeys().insert(submission);
                    assertThat(stores.submissionKeys().find(KEY)).contains(submission);
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(stores.submissionKeys().find(KEY)).isEmpty();

        stores.unitOfWork().inTransaction(() -> stores.submissionKeys().insert(submission));

        assertThat(stores.submissionKeys().find(KEY)).contains(submission);
        KeyedSubmission second = new KeyedSubmission(KEY, "other", job.id());
        assertThatThrownBy(() -> stores.unitOfWork()
                        .inTransaction(() -> stores.submissionKeys().insert(second)))
                .isInstanceOf(StoreException.class);
        assertThat(stores.submissionKeys().find(KEY)).contains(submission);
    }

    @Test
    void a_key_is_visible_ascii_of_a_bounded_length() {
        for (String bad : List.of("", " ", "a b", "sch\u00f6n", "a\tb", "x".repeat(256), "\u007f")) {
            assertThatThrownBy(() -> new IdempotencyKey(bad))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith("An Idempotency-Key");
        }
        assertThat(new IdempotencyKey("~!".repeat(127) + "x").value()).hasSize(255);
    }

    private static void awaitAll(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Job> jobs() {
        return samui.jobs().list(PageRequest.unpaged()).entries();
    }
}
