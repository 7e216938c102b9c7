package io.samui.core.job;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Lets threads of this process wait for the end of a job. Thread-safe. */
public final class JobEndings {

    /** A job that another process works ends without a signal here, so waiting threads look by themselves now and then. */
    private static final long LOOK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();

    /** A job has ended. */
    void signal() {
        lock.lock();
        try {
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it is done or the time is over; asks after every signal. */
    void await(BooleanSupplier done, Duration timeout) throws InterruptedException {
        long left = TimeUnit.NANOSECONDS.convert(timeout); // toNanos refuses centuries
        lock.lock();
        try {
            while (left > 0 && !done.getAsBoolean()) {
                long turn = Math.min(left, LOOK_EVERY_NANOS);
                left -= turn - Math.max(0, ended.awaitNanos(turn));
            }
        } finally {
            lock.unlock();
        }
    }
}
