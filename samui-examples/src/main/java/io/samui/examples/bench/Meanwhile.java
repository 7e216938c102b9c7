package io.samui.examples.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does the same thing over and over on a thread of its own, while something else is done, and keeps what each time took. */
final class Meanwhile implements AutoCloseable {

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<List<Double>> times;
    private volatile boolean over;

    private Meanwhile(Callable<?> operation) {
        this.times = thread.submit(() -> {
            List<Double> all = new ArrayList<>();
            do {
                long start = System.nanoTime();
                operation.call();
                all.add((System.nanoTime() - start) / 1e6);
            } while (!over);
            return all;
        });
    }

    static Meanwhile doing(Callable<?> operation) {
        return new Meanwhile(operation);
    }

    /** Milliseconds of each time, once the last is done. */
    List<Double> stop() throws InterruptedException {
        over = true;
        try {
            return times.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        over = true;
        thread.shutdown();
    }
}
