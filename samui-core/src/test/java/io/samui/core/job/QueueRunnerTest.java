package io.samui.core.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.image.ImageRecord;
import io.samui.core.testkit.time.Spin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class QueueRunnerTest {

    private final Bench bench = new Bench();
    private final List<Thread> threads = new ArrayList<>();
    private QueueRunner runner = runner(Duration.ofSeconds(30));

    @AfterEach
    void stop() {
        runner.close();
    }

    @Test
    void jobs_that_were_queued_before_the_start_run_without_being_woken() throws Exception {
        Job first = bench.submit(bench.image("a"));
        Job second = bench.submit(bench.image("b"));

        runner.start();

        assertThat(await(first).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(await(second).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void a_job_that_comes_while_it_sleeps_wakes_it() throws Exception {
        runner.start();
        Spin.until(() -> threads.get(0).getState() == Thread.State.TIMED_WAITING);
        Job job = bench.submit(bench.image("a"));
        bench.signals.wakeUp();

        assertThat(await(job).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void the_queue_goes_on_after_a_store_that_was_away_and_after_any_error() throws Exception {
        AtomicInteger claims = new AtomicInteger();
        bench.beforeStore = method -> {
            if (method.equals("claimNext")) {
                switch (claims.incrementAndGet()) {
                    case 1 -> throw new IllegalStateException("away");
                    case 2 -> throw new StackOverflowError();
                    default -> {}
                }
            }
        };
        runner.start();
        Job job = bench.submit(bench.image("a"));
        Spin.until(() -> {
            bench.signals.wakeUp(); // ends the pause after an error
            return claims.get() >= 3;
        });

        assertThat(await(job).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void closing_finishes_the_image_in_flight() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        bench.engine.beforeDecode = (image, cancellation) -> {
            running.countDown();
            go.await();
        };
        Job job = bench.submit(bench.image("a"), bench.image("b"));
        runner.start();
        running.await();
        Thread closer = closeOnThread();
        closer.interrupt(); // does not make it hurry
        go.countDown();
        closer.join();

        assertThat(bench.now(job).error()).isEqualTo("Server restarted while job was running");
        assertThat(bench.now(job).counts()).isEqualTo(new ItemCounts(2, 1, 0, 0, 1));
        assertThat(threads.get(0).isAlive()).isFalse();
    }

    @Test
    void closing_cancels_an_image_that_takes_longer_than_the_grace() throws Exception {
        runner = runner(Duration.ofMillis(1));
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        bench.engine.beforeDecode = (image, cancellation) -> {
            running.countDown();
            try (var terminate = cancellation.onCancel(cancelled::countDown)) {
                cancelled.await();
            }
            cancellation.throwIfCancelled();
        };
        Job job = bench.submit(bench.image("a"));
        runner.start();
        running.await();

        runner.close();
        threads.get(0).join();

        assertThat(bench.now(job).status()).isEqualTo(JobStatus.FAILED);
        assertThat(bench.now(job).counts().cancelled()).isEqualTo(1);
        assertThat(bench.resultBlobs()).isEmpty();
    }

    @Test
    void closing_does_not_hang_on_an_image_that_never_ends() throws Exception {
        runner = runner(Duration.ofMillis(1));
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        bench.engine.beforeDecode = (image, cancellation) -> {
            running.countDown();
            never.await();
        };
        Job job = bench.submit(bench.image("a"));
        runner.start();
        running.await();

        runner.close();

        assertThat(bench.now(job).status()).isEqualTo(JobStatus.RUNNING);
        never.countDown();
        threads.get(0).join();
    }

    @Test
    void what_an_earlier_process_left_running_ends_before_anything_else_runs() throws Exception {
        ImageRecord image = bench.image("a");
        Job left = bench.submit(image, bench.image("b"));
        bench.stores.jobs().claimNext(bench.clock.instant());
        bench.stores.jobs().claimItems(left.id(), 1, bench.clock.instant());
        Job queued = bench.forced(image);

        runner.start();

        assertThat(bench.now(left).status()).as("ended when start returns").isEqualTo(JobStatus.FAILED);
        assertThat(bench.now(left).error()).isEqualTo("Server restarted while job was running");
        assertThat(bench.jobs.items(left.id()))
                .extracting(JobItem::status)
                .containsExactly(ItemStatus.CANCELLED, ItemStatus.CANCELLED);
        assertThat(await(queued).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void a_queue_is_worked_by_one_thread_only() {
        runner.start();

        assertThatThrownBy(runner::start).isInstanceOf(IllegalStateException.class);
        assertThat(threads).hasSize(1);
    }

    @Test
    void one_that_is_closed_before_it_starts_runs_nothing() throws Exception {
        Job job = bench.submit(bench.image("a"));
        runner.close();
        runner.start();
        threads.get(0).join();

        assertThat(bench.now(job).status()).isEqualTo(JobStatus.QUEUED);
    }

    /** The call to stop must not slip in between a look at it and falling asleep. */
    @Test
    void it_ends_however_soon_it_is_closed() throws Exception {
        for (int i = 0; i < 20_000; i++) {
            QueueRunner brief = runner(Duration.ofSeconds(2)); // closing waits twice that, which is less than a sleep
            brief.start();
            long until = System.nanoTime() + i % 150 * 1_000L;
            while (System.nanoTime() < until) {
                Thread.onSpinWait(); // as long as a thread takes to start, more or less
            }
            brief.close();
            assertThat(threads.remove(0).isAlive()).as("after start %d", i).isFalse();
        }
    }

    private QueueRunner runner(Duration grace) {
        return new QueueRunner(bench.pipeline, bench.signals, bench.events, grace, task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            threads.add(thread);
            return thread;
        });
    }

    private Thread closeOnThread() {
        AtomicBoolean begun = new AtomicBoolean();
        Thread closer = new Thread(() -> {
            begun.set(true);
            runner.close();
        });
        closer.start();
        Spin.until(() -> begun.get() && closer.getState() == Thread.State.TIMED_WAITING);
        return closer;
    }

    private Job await(Job job) throws InterruptedException {
        return bench.jobs.await(job.id(), Duration.ofSeconds(30));
    }
}
