package io.samui.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.history.HistorySettings;
import io.samui.core.history.HistoryTrim;
import io.samui.core.history.ResultStore;
import io.samui.core.memory.MemoryBlobStorage;
import io.samui.core.memory.MemoryStores;
import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobReferences;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobSweep;
import io.samui.core.testkit.Interception;
import io.samui.core.testkit.time.ManualScheduler;
import io.samui.core.testkit.time.Spin;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HousekeepingTest {

    private final MemoryBlobStorage blobs = new MemoryBlobStorage(Clock.systemUTC());
    private final ManualScheduler scheduler = new ManualScheduler();
    private final AtomicInteger sweeps = new AtomicInteger();
    private final AtomicInteger trims = new AtomicInteger();
    private final ResultStore results =
            Interception.of(ResultStore.class, new MemoryStores().results(), method -> trims.incrementAndGet());

    private Housekeeping housekeeping(BlobReferences references) {
        return housekeeping(trim(results), references);
    }

    private Housekeeping housekeeping(HistoryTrim trim, BlobReferences references) {
        blobs.put(new BlobKey("masks/" + UUID.randomUUID() + ".png"), BlobSource.of(new byte[1]), "image/png");
        return new Housekeeping(
                trim, new BlobSweep(blobs, references, UUID::randomUUID), scheduler, Duration.ofSeconds(20));
    }

    private HistoryTrim trim(ResultStore store) {
        return new HistoryTrim(store, blobs, new HistorySettings("10"), Clock.systemUTC());
    }

    @Test
    void it_sweeps_right_after_the_start_then_hourly_until_it_is_closed() {
        Housekeeping housekeeping = housekeeping(keys -> {
            sweeps.incrementAndGet();
            return Set.copyOf(keys);
        });

        housekeeping.start();
        assertThat(sweeps).as("in the background").hasValue(0);
        scheduler.advance(Duration.ZERO);
        assertThat(sweeps).hasValue(1);
        scheduler.advance(Duration.ofMinutes(59));
        assertThat(sweeps).hasValue(1);
        scheduler.advance(Duration.ofMinutes(1));
        assertThat(sweeps).hasValue(2);
        assertThat(trims).as("the history too").hasValue(2);

        housekeeping.close();
        assertThat(scheduler.isShutdown()).isTrue();
    }

    @Test
    void whatever_fails_is_tried_again_the_next_time() {
        Housekeeping housekeeping = housekeeping(keys -> {
            sweeps.incrementAndGet();
            throw new NoClassDefFoundError("on purpose");
        });

        housekeeping.start();
        scheduler.advance(Duration.ZERO);
        scheduler.advance(Duration.ofHours(1));

        assertThat(sweeps).hasValue(2);
        assertThat(scheduler.waiting()).isEqualTo(1);
    }

    @Test
    void a_history_that_cannot_be_trimmed_does_not_keep_the_storage_from_being_swept() {
        ResultStore away = Interception.of(ResultStore.class, results, method -> {
            throw new StoreException("the database is away", null);
        });
        Housekeeping housekeeping = housekeeping(trim(away), keys -> {
            sweeps.incrementAndGet();
            return Set.copyOf(keys);
        });

        housekeeping.start();
        scheduler.advance(Duration.ZERO);

        assertThat(sweeps).hasValue(1);
        assertThat(scheduler.waiting()).as("and both are tried again").isEqualTo(1);
    }

    @Test
    void a_storage_that_is_away_does_not_keep_the_process_from_starting() {
        MemoryBlobStorage away = new MemoryBlobStorage(new AwayClock());

        Housekeeping housekeeping = new Housekeeping(
                trim(results), new BlobSweep(away, Set::copyOf, UUID::randomUUID), scheduler, Duration.ofSeconds(1));
        housekeeping.start();

        assertThat(scheduler.waiting()).isEqualTo(1);
    }

    @Test
    void closing_waits_for_the_sweep_that_runs_and_ends_it() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        BlobReferences slow = keys -> {
            began.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("a sweep is not interrupted, as that breaks files", e);
            }
            return Set.of();
        };
        housekeeping(slow);
        Housekeeping housekeeping = new Housekeeping(
                trim(results), new BlobSweep(blobs, slow, UUID::randomUUID), thread, Duration.ofSeconds(20));
        housekeeping.start();
        began.await();

        Thread closer = new Thread(housekeeping::close);
        closer.start();
        Spin.until(() -> closer.getState() == Thread.State.TIMED_WAITING);
        go.countDown();
        closer.join();

        assertThat(thread.isTerminated()).isTrue();
        assertThat(blobs.list("masks/")).as("nothing is deleted after the stop").hasSize(1);
    }

    private static final class AwayClock extends Clock {
        @Override
        public Instant instant() {
            throw new IllegalStateException("the storage is away");
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
