package io.samui.core.testkit.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.InvalidInputException;
import io.samui.core.PageRequest;
import io.samui.core.annotation.BoxAnnotation;
import io.samui.core.annotation.PromptType;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageRecord;
import io.samui.core.inference.DecodeOptions;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.Job;
import io.samui.core.job.JobItem;
import io.samui.core.job.JobRequest;
import io.samui.core.mask.PixelBox;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is taken into a job and what is refused, over any stores. */
public abstract class SubmissionContract extends JobsTestBase {

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
}
