package io.samui.core.testkit.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.ConflictException;
import io.samui.core.InvalidInputException;
import io.samui.core.NotFoundException;
import io.samui.core.PageRequest;
import io.samui.core.Samui;
import io.samui.core.annotation.PromptType;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageRecord;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.ItemOutcome;
import io.samui.core.job.ItemStatus;
import io.samui.core.job.Job;
import io.samui.core.job.JobId;
import io.samui.core.job.JobItem;
import io.samui.core.job.JobRequest;
import io.samui.core.job.JobStatus;
import io.samui.core.job.QueueFullException;
import io.samui.core.mask.PixelBox;
import io.samui.core.testkit.stores.StoreData;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What doing a job again takes and what it leaves, over any stores. */
public abstract class RetryContract extends HandWorkedJobs {

    @Test
    void what_failed_or_was_cancelled_is_done_again_in_order_and_nothing_else() {
        ImageRecord failed = uploadWithBox("failed");
        ImageRecord done = uploadWithBox("done");
        ImageRecord skipped = uploadWithBox("skipped");
        ImageRecord cancelled = uploadWithBox("cancelled");
        submit(cancelled, done, skipped, failed);
        Job ended = work(item -> switch (item.filename()) {
            case "failed" -> FAILED;
            case "done" -> processed(item);
            case "skipped" -> ItemOutcome.Skipped.IMAGE_DELETED;
            default -> null;
        });

        Job again = samui.jobs().retry(ended.id());

        assertThat(again.retryOf()).isEqualTo(ended.id());
        assertThat(again.status()).isEqualTo(JobStatus.QUEUED);
        assertThat(again.seq()).isGreaterThan(ended.seq());
        assertThat(samui.jobs().get(again.id()).retryOf()).isEqualTo(ended.id());
        assertThat(samui.jobs().items(again.id())).extracting(JobItem::filename).containsExactly("cancelled", "failed");
        assertThat(samui.jobs().items(again.id())).extracting(JobItem::status).containsOnly(ItemStatus.PENDING);
        assertThat(samui.jobs().get(ended.id())).as("the first stays as it was").isEqualTo(ended);
    }

    @Test
    void prompts_and_parameters_are_those_of_then() {
        ImageRecord image = uploadWithBox("a");
        Job first =
                samui.jobs().submit(new JobRequest(List.of(image.id()), MODE, new DecodeOptions(0.25, -1.5), false));
        JobItem before = samui.jobs().items(first.id()).get(0);
        samui.annotations().addBox(image.id(), new PixelBox(0, 0, 3, 3), PromptType.SEGMENT);
        work(fails(image));

        Job again = samui.jobs().retry(first.id());

        assertThat(again.parameters()).isEqualTo(new DecodeOptions(0.25, -1.5));
        assertThat(samui.jobs().items(again.id()).get(0).snapshot()).isEqualTo(before.snapshot());
    }

    @Test
    void images_that_are_gone_are_left_out() {
        ImageRecord stays = uploadWithBox("stays");
        ImageRecord goes = uploadWithBox("goes");
        Job job = submit(goes, stays);
        work(fails(stays, goes));
        samui.images().delete(goes.id());

        Job again = samui.jobs().retry(job.id());

        assertThat(samui.jobs().items(again.id())).extracting(JobItem::filename).containsExactly("stays");
        work(fails(stays));
        samui.images().delete(stays.id());
        assertRefused(again, "No images to retry: those that failed or were cancelled are deleted");
    }

    @Test
    void a_job_of_which_nothing_failed_or_was_cancelled_is_not_done_again() {
        Job job = submit(uploadWithBox("a"));
        work(this::processed);

        assertRefused(job, "No images to retry: none of the job's images failed or was cancelled");
    }

    @Test
    void only_a_job_that_has_ended_can_be_done_again() {
        ImageRecord image = uploadWithBox("a");
        Job job = submit(image);

        assertThatThrownBy(() -> samui.jobs().retry(job.id()))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("The job is queued");
        start(fails(image));
        assertThatThrownBy(() -> samui.jobs().retry(job.id()))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("The job is running");
        assertThatThrownBy(() -> samui.jobs().retry(new JobId(UUID.randomUUID())))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("Job not found");
        assertThat(jobs()).hasSize(1);
    }

    @Test
    void what_waits_or_runs_already_is_not_doubled_and_can_be_done_again_when_it_has_ended() {
        ImageRecord image = uploadWithBox("a");
        Job job = submit(image);
        work(fails(image));
        Job again = samui.jobs().retry(job.id());

        assertRefused(
                job,
                "No images to retry: those that failed or were cancelled wait or run already, in job " + again.id());
        start(item -> null);
        assertRefused(
                job,
                "No images to retry: those that failed or were cancelled wait or run already, in job " + again.id());
        end(again);

        Job third = samui.jobs().retry(job.id());

        assertThat(third.retryOf()).isEqualTo(job.id());
        assertThat(third.counts().total()).isEqualTo(1);
    }

    @Test
    void a_submission_of_the_same_prompts_and_a_retry_know_of_each_other() {
        ImageRecord image = uploadWithBox("a");
        ImageRecord other = uploadWithBox("b");
        Job job = submit(image, other);
        work(fails(image, other));
        submit(image);

        Job again = samui.jobs().retry(job.id());

        assertThat(samui.jobs().items(again.id())).extracting(JobItem::filename).containsExactly("b");
        assertThatThrownBy(() -> submit(other))
                .hasMessageContaining("a job with the same prompts is queued or running");
        samui.images().delete(other.id());
        assertRefused(
                job,
                "No images to retry: those that failed or were cancelled and are not deleted wait or run already, in job "
                        + again.id());
    }

    @Test
    void other_prompts_that_wait_do_not_keep_the_old_ones_from_being_done_again() {
        ImageRecord image = uploadWithBox("a");
        Job job = submit(image);
        work(fails(image));
        samui.annotations().addBox(image.id(), new PixelBox(0, 0, 3, 3), PromptType.SEGMENT);
        submit(image);

        assertThat(samui.jobs().retry(job.id()).counts().total()).isEqualTo(1);
    }

    @Test
    void a_full_queue_and_a_model_without_the_mode_refuse_a_retry_too() {
        ImageRecord image = uploadWithBox("a");
        Job job = submit(image);
        work(fails(image));
        submit(uploadWithBox("b", 2));
        try (Samui small = Samui.builder()
                .stores(new KeptOpen(stores))
                .blobStorage(blobs)
                .engine(engine)
                .setting("samui.queue.max-queued", "1")
                .withoutWorker()
                .build()) {
            assertThatThrownBy(() -> small.jobs().retry(job.id())).isInstanceOf(QueueFullException.class);
        }
        engine.modes = EnumSet.of(SegmentationMode.POINT);
        assertRefused(job, "The model fake does not have the mode inside_box; it has point");
    }

    @Test
    void a_long_job_is_done_again_whole_and_in_order() {
        List<ImageRecord> images = IntStream.range(0, 230)
                .mapToObj(i -> {
                    ImageRecord image = stores.images().insert(StoreData.image("image" + i));
                    samui.annotations().addBox(image.id(), new PixelBox(1, 2, 3, 4), PromptType.SEGMENT);
                    return image;
                })
                .toList();
        Job job = samui.jobs()
                .submit(JobRequest.of(MODE, images.stream().map(ImageRecord::id).toList()));
        work(item -> item.position() % 3 == 0 ? FAILED : null);

        Job again = samui.jobs().retry(job.id());

        assertThat(again.counts().total()).isEqualTo(230);
        assertThat(samui.jobs().items(again.id()))
                .extracting(JobItem::imageId)
                .containsExactly(images.stream().map(ImageRecord::id).toArray(ImageId[]::new));
    }

    @Test
    void of_many_who_retry_at_once_one_gets_a_job() throws Exception {
        ImageRecord image = uploadWithBox("a");
        Job job = submit(image);
        work(fails(image));
        ExecutorService people = Executors.newFixedThreadPool(6);
        List<Future<Boolean>> answers = new ArrayList<>();
        try {
            for (int i = 0; i < 6; i++) {
                answers.add(people.submit(() -> {
                    try {
                        return samui.jobs().retry(job.id()) != null;
                    } catch (InvalidInputException e) {
                        return false;
                    }
                }));
            }
            int taken = 0;
            for (Future<Boolean> answer : answers) {
                taken += answer.get(60, TimeUnit.SECONDS) ? 1 : 0;
            }
            assertThat(taken).isEqualTo(1);
        } finally {
            people.shutdownNow();
        }
        assertThat(jobs()).hasSize(2);
    }

    private List<Job> jobs() {
        return samui.jobs().list(PageRequest.unpaged()).entries();
    }

    private void assertRefused(Job job, String sentence) {
        List<Job> before = jobs();
        assertThatThrownBy(() -> samui.jobs().retry(job.id()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(sentence);
        assertThat(jobs()).isEqualTo(before);
    }
}
