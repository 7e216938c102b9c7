package io.samui.core.job;

import io.samui.core.StoreException;
import io.samui.core.inference.Cancellation;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for a database or a storage that is away, unless somebody asks to stop. Used by one thread. */
final class Patience {

    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);

    /** A database that answers, but refuses the same thing as often, is not away. */
    private static final int REFUSALS = 5;

    private final Duration between;
    private final DatabaseProbe database;
    private final Cancellation stop;
    private final Cancellation cancellation;

    /**
     * @param between  how long to wait before looking again
     * @param stop     ends all waiting
     * @param cancellation ends waiting, too
     */
    Patience(Duration between, DatabaseProbe database, Cancellation stop, Cancellation cancellation) {
        this.between = between;
        this.database = database;
        this.stop = stop;
        this.cancellation = cancellation;
    }

    /**
     * Does {@code operation}, again and again while the database is away. An operation that was done, though its answer was
     * lost, is done once more: it must bear that.
     *
     * @throws StoreException when it was asked to stop before the database was back, or the database refuses
     */
    <T> T untilDone(Supplier<T> operation) {
        int refusals = 0;
        while (true) {
            try {
                return operation.get();
            } catch (StoreException e) {
                refusals += database.works() ? 1 : 0;
                if (refusals == REFUSALS) {
                    throw e;
                }
                LOG.error("The queue pauses and tries again in {}: {}", between, e.getMessage());
                if (!pause(between)) {
                    throw e;
                }
            }
        }
    }

    /**
     * Waits until {@code back} says so.
     *
     * @return whether it did, before somebody asked to stop
     */
    boolean until(BooleanSupplier back) {
        while (pause(between)) {
            if (back.getAsBoolean()) {
                return true;
            }
        }
        return false;
    }

    /** {@link #until} the database answers. */
    boolean untilDatabaseWorks() {
        return until(database::works);
    }

    /** Whether the time was over before somebody asked to stop. */
    private boolean pause(Duration time) {
        CountDownLatch asked = new CountDownLatch(1);
        try (var onStop = stop.onCancel(asked::countDown);
                var onCancel = cancellation.onCancel(asked::countDown)) {
            return !awaited(asked, time);
        }
    }

    private static boolean awaited(CountDownLatch latch, Duration time) {
        long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(time);
        while (true) {
            try {
                return latch.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                // left interrupted, the thread's next call of a storage would fail as if that were away
                LOG.debug("An interrupt of the queue's thread is passed over", e);
            }
        }
    }
}
