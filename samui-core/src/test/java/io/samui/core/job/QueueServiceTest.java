package io.samui.core.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What reaches whoever works the queue in the same process. */
class QueueServiceTest {

    private final Bench bench = new Bench();
    private final List<String> signals = new ArrayList<>();

    @BeforeEach
    void listen() {
        bench.signals.listen(new QueueSignals.Listener() {
            @Override
            public void wakeUp() {
                signals.add("wake up");
            }

            @Override
            public void cancel(JobId job) {
                signals.add("cancel " + job);
            }
        });
    }

    @Test
    void resuming_wakes_the_worker_and_pausing_does_not() {
        bench.queue.pause();
        assertThat(signals).isEmpty();

        assertThat(bench.queue.resume()).isEqualTo(bench.queue.status());

        assertThat(signals).containsExactly("wake up");
        bench.queue.resume();
        assertThat(signals).as("there was nothing to resume").hasSize(1);
    }

    @Test
    void a_cancel_reaches_the_run_after_its_commit_and_never_without_one() {
        Job job = bench.submit(bench.image("a"));
        bench.stores.jobs().claimNext(Clock.systemUTC().instant());
        signals.clear();

        assertThatThrownBy(() -> bench.stores.unitOfWork().inTransaction(() -> {
                    bench.jobs.cancel(job.id());
                    throw new IllegalStateException("the host changes its mind");
                }))
                .hasMessage("the host changes its mind");
        assertThat(signals).isEmpty();
        assertThat(bench.now(job).cancelRequested()).isFalse();
        bench.stores.unitOfWork().inTransaction(() -> {
            bench.jobs.cancel(job.id());
            assertThat(signals).isEmpty();
        });

        assertThat(signals).containsExactly("cancel " + job.id());
    }

    @Test
    void a_signal_for_another_job_ends_no_run() {
        Job job = bench.submit(bench.image("a"));
        Job other = bench.submit(bench.image("b"));
        bench.engine.beforeDecode = (image, cancellation) -> bench.signals.cancel(other.id());

        bench.runNext();

        assertThat(bench.now(job).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void one_that_listens_no_longer_hears_nothing() {
        List<String> heard = new ArrayList<>();
        QueueSignals.Registration registration = bench.signals.listen(new QueueSignals.Listener() {
            @Override
            public void wakeUp() {
                heard.add("wake up");
            }

            @Override
            public void cancel(JobId job) {}
        });
        registration.close();

        bench.signals.wakeUp();

        assertThat(heard).isEmpty();
        assertThat(signals).hasSize(1);
    }
}
