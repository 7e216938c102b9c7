package io.samui.examples.crash;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/** One long job over small images: what the server holds, and how long an image takes, must not grow. */
final class Soak {

    private static final int STEP = 1000;

    /** Of the last thousand against the first, in which Java still compiles and the cache fills. */
    private static final double MOST_TIME = 1.15;

    private static final double MOST_MEMORY = 1.15;
    private static final int MORE_FILES = 8;

    private final Options options;
    private final Servers servers;
    private final PrintStream out;

    Soak(Options options, Servers servers, PrintStream out) {
        this.options = options;
        this.servers = servers;
        this.out = out;
    }

    private record Sample(long images, double millisPerImage, ProcessMemory memory) {}

    /** Whether it stayed flat. */
    boolean run() throws IOException, InterruptedException {
        try (ServerProcess server = servers.launch()) {
            Client client = server.awaitReady();
            Ledger ledger = new Ledger();
            out.printf("uploading %d images%n", options.images());
            Churn.uploadMany(options.images(), client, ledger, new AtomicLong());
            String job = client.submit(ledger.images(), false);
            List<Sample> samples = follow(job, client, server.pid());
            JsonNode ended = client.job(job);
            out.printf("job %s, %d images%n", ended.get("status").stringValue(), samples.size() * STEP);
            return ended.get("status").stringValue().equals("completed") && flat(samples);
        }
    }

    private List<Sample> follow(String job, Client client, long pid) throws IOException, InterruptedException {
        out.printf("%8s %12s %14s %10s %8s%n", "images", "ms an image", "heap in use", "resident", "files");
        List<Sample> samples = new ArrayList<>();
        long before = System.nanoTime();
        int next = Math.min(STEP, options.images());
        while (true) {
            JsonNode now = client.get("/jobs?limit=1").expect(200).json().get(0);
            boolean over =
                    !List.of("queued", "running").contains(now.get("status").stringValue());
            if (now.get("processed_count").intValue() >= next) {
                double millis = (System.nanoTime() - before) / 1e6 / STEP;
                Sample sample = new Sample(next, millis, ProcessMemory.of(pid));
                before = System.nanoTime();
                out.printf(
                        "%8d %12.2f %14s %10s %8d%n",
                        next, millis, sample.memory.heap(), sample.memory.resident(), sample.memory.files());
                samples.add(sample);
                next += STEP;
            }
            if (over && next > options.images()) {
                return samples;
            }
            if (over) {
                throw new IllegalStateException("Job " + job + " ended early: " + now);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private boolean flat(List<Sample> samples) {
        Sample first = samples.get(0);
        Sample last = samples.get(samples.size() - 1);
        double time = last.millisPerImage / first.millisPerImage;
        double heap = ratio(last.memory.heapBytes(), first.memory.heapBytes());
        double resident = ratio(last.memory.residentBytes(), first.memory.residentBytes());
        long files = last.memory.files() - first.memory.files();
        out.printf(
                "last thousand against first: time %.2f, heap %.2f, resident %.2f, files %+d%n",
                time, heap, resident, files);
        return time <= MOST_TIME && heap <= MOST_MEMORY && resident <= MOST_MEMORY && files <= MORE_FILES;
    }

    private static double ratio(long last, long first) {
        return first <= 0 ? 1 : (double) last / first;
    }
}
