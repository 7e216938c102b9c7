package io.samui.core.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.ConfigurationException;
import io.samui.core.testkit.inference.FakeEngine;
import io.samui.core.testkit.time.ManualScheduler;
import io.samui.core.testkit.time.Spin;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InferenceLaneTest {

    private static final Duration IDLE = Duration.ofMinutes(10);
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final FakeEngine engine = new FakeEngine();
    private final EngineHolder engines = new EngineHolder(() -> engine);
    private final ManualScheduler time = new ManualScheduler();
    private final InferenceLane idleLane = new InferenceLane(engines, IDLE, GRACE, time);
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final InferenceLane lane = new InferenceLane(engines, IDLE, GRACE, thread);

    @AfterEach
    void stop() {
        thread.shutdownNow();
    }

    @Test
    void the_session_is_opened_by_the_first_call_and_kept() {
        assertThat(engine.opened).hasValue(0);

        InferenceSession first = idleLane.batch().call(session -> session);
        InferenceSession second = idleLane.batch().call(session -> session);

        assertThat(first).isSameAs(second);
        assertThat(engine.opened).hasValue(1);
    }

    @Test
    void weights_are_released_after_a_time_without_work_and_loaded_again_by_the_next_call() {
        idleLane.batch().call(session -> session);
        time.advance(IDLE.minusSeconds(1));
        assertThat(engine.unloaded).hasValue(0);

        time.advance(Duration.ofSeconds(1));
        assertThat(engine.sessionsClosed).hasValue(1);
        assertThat(engine.unloaded).hasValue(1);

        idleLane.batch().call(session -> session);
        assertThat(engine.opened).hasValue(2);
    }

    @Test
    void every_call_puts_the_release_off() {
        idleLane.batch().call(session -> session);
        time.advance(IDLE.minusSeconds(1));
        idleLane.batch().call(session -> session);
        time.advance(IDLE.minusSeconds(1));

        assertThat(engine.unloaded).hasValue(0);
        assertThat(time.waiting()).as("one release is due, not one per call").isEqualTo(1);
    }

    @Test
    void weights_that_cannot_be_released_do_no_harm() {
        InferenceSession other = engine.open();
        idleLane.batch().call(session -> session);
        time.advance(IDLE);

        assertThat(engine.unloaded).as("another session is open").hasValue(0);
        assertThat(idleLane.batch().<Boolean>call(session -> true)).isTrue();
        other.close();
    }

    @Test
    void an_idle_time_of_centuries_is_never_over() {
        InferenceLane patient = new InferenceLane(engines, Duration.ofSeconds(Long.MAX_VALUE), GRACE, thread);

        assertThat(patient.batch().<Boolean>call(session -> true)).isTrue();
    }

    @Test
    void what_a_call_throws_reaches_its_caller_and_the_next_call_runs() {
        assertThatThrownBy(() -> lane.batch().call(failing(new ConfigurationException("no model"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("no model");
        assertThatThrownBy(() -> lane.batch().call(session -> {
                    throw new OutOfMemoryError("direct");
                }))
                .isInstanceOf(OutOfMemoryError.class);

        assertThat(lane.batch().<Boolean>call(session -> true)).isTrue();
    }

    @Test
    void a_model_that_could_not_be_loaded_is_tried_again() {
        AtomicBoolean broken = new AtomicBoolean(true);
        InferenceLane onDemand = new InferenceLane(
                new EngineHolder(() -> {
                    if (broken.get()) {
                        throw new ConfigurationException("put the model there");
                    }
                    return engine;
                }),
                IDLE,
                GRACE,
                time);

        assertThatThrownBy(() -> onDemand.batch().call(session -> true)).isInstanceOf(ConfigurationException.class);
        broken.set(false);

        assertThat(onDemand.batch().<Boolean>call(session -> true)).isTrue();
    }

    @Test
    void all_calls_run_on_one_thread_one_after_another() throws Exception {
        AtomicReference<Thread> first = new AtomicReference<>();
        AtomicBoolean busy = new AtomicBoolean();
        CompletableFuture<?>[] calls = new CompletableFuture<?>[16];
        for (int i = 0; i < calls.length; i++) {
            calls[i] = CompletableFuture.runAsync(() -> lane.batch().call(session -> {
                assertThat(busy.compareAndSet(false, true)).isTrue();
                first.compareAndSet(null, Thread.currentThread());
                assertThat(Thread.currentThread()).isSameAs(first.get());
                busy.set(false);
                return true;
            }));
        }

        CompletableFuture.allOf(calls).get(30, TimeUnit.SECONDS);
    }

    @Test
    void closing_waits_for_the_call_that_runs_and_cancels_those_that_wait() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<String> inFlight = callAsync(session -> {
            running.countDown();
            awaitLatch(go);
            assertThat(engine.sessionsClosed).as("not under a run").hasValue(0);
            return "done";
        });
        running.await();
        AtomicBoolean ran = new AtomicBoolean();
        CompletableFuture<Boolean> waiting = callAsync(session -> ran.getAndSet(true));
        Thread closer = new Thread(lane::close);
        closer.start();
        awaitState(closer, Thread.State.TIMED_WAITING);
        go.countDown();
        closer.join();

        assertThat(inFlight.get()).isEqualTo("done");
        assertThatThrownBy(waiting::get).hasCauseInstanceOf(CancelledException.class);
        assertThat(ran).isFalse();
        assertThat(engine.sessionsClosed).hasValue(1);
        assertThat(thread.isShutdown()).isTrue();
        assertThatThrownBy(() -> lane.batch().call(session -> true)).isInstanceOf(CancelledException.class);
        lane.close();
        assertThat(engine.opened).as("nothing opens a session after closing").hasValue(1);
    }

    @Test
    void closing_gives_up_on_a_run_that_does_not_end_and_leaves_it_its_model() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        InferenceLane impatient = new InferenceLane(engines, IDLE, Duration.ofMillis(1), thread);
        engines.get();
        CompletableFuture<Boolean> hanging =
                CompletableFuture.supplyAsync(() -> impatient.batch().call(session -> {
                    running.countDown();
                    boolean interrupted = false;
                    while (never.getCount() > 0) { // native code does not listen to interrupts
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            interrupted = true;
                        }
                    }
                    return interrupted;
                }));
        running.await();

        impatient.close();
        engines.close();

        assertThat(engine.sessionsClosed).hasValue(0);
        assertThat(engine.closed).hasValue(0);
        never.countDown();
        assertThat(hanging.get()).isNotNull();
    }

    @Test
    void an_interrupted_caller_waits_for_its_run_because_the_run_uses_what_it_closes() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        AtomicReference<String> got = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            got.set(lane.batch().call(session -> {
                running.countDown();
                awaitLatch(go);
                return "whole";
            }));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        caller.start();
        running.await();
        caller.interrupt();
        Spin.until(() -> !caller.isInterrupted() || !caller.isAlive()); // the interrupt has been noticed
        go.countDown();
        caller.join();

        assertThat(got).hasValue("whole");
        assertThat(interrupted).isTrue();
    }

    @Test
    void an_interrupted_caller_whose_turn_has_not_come_gives_it_up() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<Boolean> first = callAsync(session -> {
            running.countDown();
            awaitLatch(go);
            return true;
        });
        running.await();
        AtomicBoolean ran = new AtomicBoolean();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                lane.batch().call(session -> ran.getAndSet(true));
            } catch (CancelledException e) {
                thrown.set(e);
            }
        });
        caller.start();
        awaitState(caller, Thread.State.WAITING);
        caller.interrupt();
        caller.join();
        go.countDown();

        assertThat(thrown.get()).isInstanceOf(CancelledException.class);
        assertThat(first.get()).isTrue();
        lane.batch().<Boolean>call(session -> true);
        assertThat(ran).isFalse();
    }

    @Test
    void a_caller_whose_turn_has_not_come_is_cancelled_at_once() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<Boolean> first = callAsync(session -> {
            running.countDown();
            awaitLatch(go);
            return true;
        });
        running.await();
        AtomicBoolean ran = new AtomicBoolean();
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Boolean> waiting =
                CompletableFuture.supplyAsync(() -> lane.batch().call(session -> ran.getAndSet(true), cancellation));

        cancellation.cancel();

        assertThatThrownBy(waiting::get).hasCauseInstanceOf(CancelledException.class);
        assertThat(first).as("one that runs is not touched").isNotDone();
        go.countDown();
        assertThat(first.get()).isTrue();
        lane.batch().<Boolean>call(session -> true);
        assertThat(ran).isFalse();
    }

    private <T> CompletableFuture<T> callAsync(Function<InferenceSession, T> call) throws InterruptedException {
        CompletableFuture<T> future = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                future.complete(lane.batch().call(call));
            } catch (RuntimeException | Error e) {
                future.completeExceptionally(e);
            }
        });
        caller.start();
        awaitState(caller, Thread.State.WAITING);
        return future;
    }

    private static void awaitState(Thread thread, Thread.State state) {
        Spin.until(() -> thread.getState() == state);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Function<InferenceSession, Boolean> failing(RuntimeException failure) {
        return session -> {
            throw failure;
        };
    }
}
