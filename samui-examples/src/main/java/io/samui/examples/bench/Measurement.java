package io.samui.examples.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * What one operation took on this thread.
 *
 * @param median    milliseconds
 * @param fastest   milliseconds
 * @param allocated bytes on the heap, per operation
 */
record Measurement(String name, double median, double fastest, long allocated) {

    /** Runs the operation {@code warmUps} times unmeasured and {@code repeats} times measured. */
    static Measurement of(String name, int warmUps, int repeats, Callable<?> operation) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        for (int i = 0; i < warmUps; i++) {
            operation.call();
        }
        double[] times = new double[repeats];
        long allocated = 0;
        for (int i = 0; i < repeats; i++) {
            long bytes = threads.getThreadAllocatedBytes(thread);
            long start = System.nanoTime();
            operation.call();
            times[i] = (System.nanoTime() - start) / 1e6;
            allocated += threads.getThreadAllocatedBytes(thread) - bytes;
        }
        Arrays.sort(times);
        return new Measurement(name, times[repeats / 2], times[0], allocated / repeats);
    }

    static String heading() {
        return String.format(Locale.ROOT, "%-64s %10s %10s %12s", "", "median ms", "fastest ms", "allocated kB");
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%-64s %10.2f %10.2f %12.0f", name, median, fastest, allocated / 1e3);
    }
}
