package io.samui.core.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.ConfigurationException;
import io.samui.core.InvalidInputException;
import io.samui.core.NotFoundException;
import io.samui.core.PageRequest;
import io.samui.core.TimeOrderedIds;
import io.samui.core.image.ImageRecord;
import io.samui.core.inference.EngineHolder;
import io.samui.core.inference.PromptKind;
import io.samui.core.inference.SegmentationMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class JobServiceTest {

    private final Bench bench = new Bench();

    @Test
    void a_job_needs_a_model_and_says_what_to_do_without_one() {
        JobService withoutModel = service(
                new EngineHolder(() -> {
                    throw new ConfigurationException("There is no model: put one under models/");
                }),
                () -> {});

        assertThatThrownBy(() -> withoutModel.submit(
                        JobRequest.of(Bench.MODE, List.of(bench.image("a").id()))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("put one under models/");
    }

    @Test
    void different_reasons_are_not_summed_up_in_one() {
        ImageRecord done = bench.image("done");
        bench.submit(done);
        bench.runNext();
        ImageRecord queued = bench.image("queued");
        bench.submit(queued);

        assertThatThrownBy(() -> bench.submit(done, queued)).hasMessage("No images need processing");
    }

    @Test
    void what_the_model_cannot_take_is_said_in_its_own_words() {
        bench.engine.promptKinds = EnumSet.of(PromptKind.BOX);
        ImageRecord image = bench.image("a");
        bench.stores.images().updateTextPrompt(image.id(), "cat");

        assertThatThrownBy(() -> submitFindAll(image))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("No images need processing: The model fake takes no text prompts: use exemplar boxes, or"
                        + " another model");
        assertThatThrownBy(() -> bench.jobs.submit(JobRequest.of(SegmentationMode.FIND_ALL, List.of(image.id()))
                        .forced()))
                .as("force does not help")
                .hasMessageStartingWith("No images need processing: The model fake");
    }

    @Test
    void a_full_queue_refuses_and_takes_in_again_when_a_job_has_started() {
        Bench small = new Bench(2);
        small.submit(small.image("a"));
        small.submit(small.image("b"));

        assertThatThrownBy(() -> small.submit(small.image("c")))
                .isInstanceOf(QueueFullException.class)
                .hasMessageContaining("2 jobs are waiting")
                .hasMessageContaining("samui.queue.max-queued");
        small.runNext();

        assertThat(small.submit(small.image("d"))).isNotNull();
    }

    @Test
    void a_queue_holds_a_thousand_jobs_unless_told_otherwise_and_never_none() {
        assertThat(QueueSettings.defaults().maxQueuedOrDefault()).isEqualTo(1000);
        assertThatThrownBy(() -> new QueueSettings(0, null, null, null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("samui.queue.max-queued must be at least 1");
    }

    @Test
    void the_worker_is_woken_after_the_commit_and_never_without_one() {
        AtomicInteger woken = new AtomicInteger();
        JobService service = service(new EngineHolder(() -> bench.engine), woken::incrementAndGet);
        JobRequest request = JobRequest.of(Bench.MODE, List.of(bench.image("a").id()));

        assertThatThrownBy(() -> bench.stores.unitOfWork().inTransaction(() -> {
                    service.submit(request);
                    throw new IllegalStateException("the host changes its mind");
                }))
                .hasMessage("the host changes its mind");
        assertThat(woken).hasValue(0);
        assertThat(service.list(PageRequest.unpaged()).entries()).isEmpty();
        bench.stores.unitOfWork().inTransaction(() -> {
            service.submit(request);
            assertThat(woken).hasValue(0);
        });

        assertThat(woken).hasValue(1);
    }

    @Test
    void images_keep_the_order_of_the_request() {
        ImageRecord a = bench.image("a");
        ImageRecord b = bench.image("b");
        ImageRecord c = bench.image("c");

        Job job = bench.submit(c, a, b, a);

        assertThat(bench.jobs.items(job.id())).extracting(JobItem::filename).containsExactly("c", "a", "b");
        assertThat(bench.jobs.imagesOf(List.of(job.id())).get(job.id()))
                .extracting(JobCatalogue.ItemName::imageId)
                .containsExactly(c.id(), a.id(), b.id());
    }

    @Test
    void a_job_that_does_not_exist_is_not_found() {
        JobId unknown = new JobId(UUID.randomUUID());

        assertThatThrownBy(() -> bench.jobs.get(unknown))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("Job not found");
        assertThatThrownBy(() -> bench.jobs.await(unknown, Duration.ofDays(1))).isInstanceOf(NotFoundException.class);
    }

    @Test
    @Timeout(60)
    void waiting_ends_with_the_job_or_with_the_time() throws Exception {
        Job job = bench.submit(bench.image("a"));

        assertThat(bench.jobs.await(job.id(), Duration.ofMillis(1)).status()).isEqualTo(JobStatus.QUEUED);
        Thread worker = new Thread(bench::runNext);
        worker.start();

        assertThat(bench.jobs
                        .await(job.id(), Duration.ofSeconds(Long.MAX_VALUE))
                        .status())
                .isEqualTo(JobStatus.COMPLETED);
        worker.join();
    }

    private Job submitFindAll(ImageRecord... of) {
        return bench.jobs.submit(JobRequest.of(
                SegmentationMode.FIND_ALL,
                Arrays.stream(of).map(ImageRecord::id).toList()));
    }

    private JobService service(EngineHolder engines, Runnable wakeUp) {
        QueueSignals signals = new QueueSignals();
        signals.listen(new QueueSignals.Listener() {
            @Override
            public void wakeUp() {
                wakeUp.run();
            }

            @Override
            public void cancel(JobId job) {}
        });
        return new JobService(
                bench.stores,
                engines,
                new TimeOrderedIds(bench.clock, new Random(2)),
                bench.clock,
                QueueSettings.defaults(),
                signals,
                bench.events);
    }
}
