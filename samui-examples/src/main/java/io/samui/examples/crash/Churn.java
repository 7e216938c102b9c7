package io.samui.examples.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/**
 * What goes on around a running job until the server is killed: images are deleted and others come, and results are looked at as
 * they appear. Whatever the server answers goes into the ledger.
 */
final class Churn implements AutoCloseable {

    private static final int SHOWN_AT_ONCE = 200;

    private final Client client;
    private final Ledger ledger;
    private final AtomicLong numbers;
    private final Random random;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    /**
     * @param numbers of the images that were made so far
     */
    Churn(Client client, Ledger ledger, AtomicLong numbers, Random random) {
        this.client = client;
        this.ledger = ledger;
        this.numbers = numbers;
        this.random = new Random(random.nextLong());
    }

    void start() {
        threads.add(new Thread(() -> again(this::replaceAnImage), "churn-images"));
        threads.add(new Thread(() -> again(this::look), "churn-results"));
        threads.forEach(Thread::start);
    }

    /** Uploads images, each with its box, from several threads. */
    static void uploadMany(int count, Client client, Ledger ledger, AtomicLong numbers)
            throws InterruptedException, IOException {
        List<Thread> threads = new ArrayList<>();
        List<IOException> failures = Collections.synchronizedList(new ArrayList<>());
        AtomicLong left = new AtomicLong(count);
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                try {
                    while (left.getAndDecrement() > 0) {
                        upload(client, ledger, numbers.incrementAndGet());
                    }
                } catch (IOException e) {
                    failures.add(e);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private static void upload(Client client, Ledger ledger, long number) throws IOException {
        MadeImage made = MadeImage.of(number);
        String image = client.upload(made);
        ledger.uploaded(image);
        client.addBox(image, made);
    }

    private void replaceAnImage() throws IOException {
        String image = ledger.takeForDelete(random);
        client.delete(image).expect(204);
        ledger.deleted(image);
        upload(client, ledger, numbers.incrementAndGet());
    }

    private void look() throws IOException {
        for (JsonNode result : client.newestResults(SHOWN_AT_ONCE)) {
            ledger.shown(text(result, "id"), text(result, "job_id"), text(result, "image_id"));
        }
    }

    private static String text(JsonNode object, String field) {
        return object.get(field).stringValue();
    }

    private interface Step {
        void run() throws IOException;
    }

    private void again(Step step) {
        try {
            while (!over) {
                step.run();
                TimeUnit.MILLISECONDS.sleep(50 + random.nextInt(100));
            }
        } catch (IOException e) {
            // the server was killed in the middle of a call, which is the point
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the last call has ended; the server is dead by now. */
    @Override
    public void close() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
