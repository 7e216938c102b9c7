package io.samui.examples.crash;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/**
 * One long job over small images: what the server holds, and how long an image takes, must not grow.
 *
 * <p>What is compared is the last thousand images of the job with its first. Before it runs a job over a thousand other images, which
 * does not count: Java compiles, the weights are loaded, pools and the cache of embeddings fill, and a server that did this in the
 * thousand that others are held against would look as if it got faster, or grew, however it fares later. Memory is what is still held
 * after a full collection, and native memory what is resident besides the heap, which the JVM takes whole at its start (see
 * {@link ProcessMemory}). Times are those between two looks, divided by the images that ended between them; so the collection that
 * comes with each look is in each of them but the first, to the first one's favour.
 */
final class Soak {

    private static final int STEP = 1000;
    private static final double MOST_TIME = 1.15;
    private static final double MOST_MEMORY = 1.15;
    private static final int MORE_FILES = 8;

    private final Options options;
    private final Servers servers;
    private final Database database;
    private final PrintStream out;

    Soak(Options options, Servers servers, Database database, PrintStream out) {
        this.options = options;
        this.servers = servers;
        this.database = database;
        this.out = out;
    }

    private record Sample(long images, double millisPerImage, ProcessMemory memory) {}

    /** Whether it stayed flat. */
    boolean run() throws IOException, SQLException, InterruptedException {
        try (ServerProcess server = servers.launch()) {
            Client client = server.awaitReady();
            Ledger ledger = new Ledger();
            int step = Math.min(STEP, options.images());
            out.printf("uploading %d images to warm up, and %d%n", step, options.images());
            Churn.uploadMany(step + options.images(), client, ledger, new AtomicLong());
            List<String> images = ledger.images();
            await(client.submit(images.subList(0, step), false), client);
            String job = client.submit(images.subList(step, images.size()), false);
            List<Sample> samples = follow(job, client, server.pid());
            Rows.Job ended = database.read().job(job).orElseThrow();
            out.printf("job %s, %d images processed%n", ended.status(), ended.processed());
            return ended.processed() == options.images() && flat(samples);
        }
    }

    private static void await(String job, Client client) throws IOException, InterruptedException {
        while (open(newest(job, client))) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private List<Sample> follow(String job, Client client, long pid) throws IOException, InterruptedException {
        out.printf("%8s %12s %18s %12s %8s%n", "images", "ms an image", "heap after a GC", "native", "files");
        int step = Math.min(STEP, options.images());
        List<Sample> samples = new ArrayList<>();
        long before = System.nanoTime();
        int done = 0;
        while (true) {
            JsonNode now = newest(job, client);
            int ended = now.get("processed_count").intValue();
            if (ended >= (samples.size() + 1) * step) {
                long at = System.nanoTime();
                Sample sample = new Sample(ended, (at - before) / 1e6 / (ended - done), ProcessMemory.of(pid));
                before = at;
                done = ended;
                out.printf(
                        "%8d %12.2f %18s %12s %8d%n",
                        ended,
                        sample.millisPerImage,
                        sample.memory.heap(),
                        sample.memory.outside(),
                        sample.memory.files());
                samples.add(sample);
            }
            if (!open(now)) {
                return samples;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** The job, which is the last, without its ten thousand images. */
    private static JsonNode newest(String job, Client client) throws IOException {
        JsonNode newest = client.get("/jobs?limit=1").expect(200).json().get(0);
        if (!newest.get("id").stringValue().equals(job)) {
            throw new IllegalStateException("Somebody else submits jobs to this server: " + newest);
        }
        return newest;
    }

    private static boolean open(JsonNode job) {
        return List.of("queued", "running").contains(job.get("status").stringValue());
    }

    private boolean flat(List<Sample> samples) {
        Sample first = samples.get(0);
        Sample last = samples.get(samples.size() - 1);
        double time = last.millisPerImage / first.millisPerImage;
        double heap = ratio(last.memory.heapBytes(), first.memory.heapBytes());
        double outside = ratio(last.memory.nativeBytes(), first.memory.nativeBytes());
        long files = last.memory.files() - first.memory.files();
        out.printf(
                "last thousand against first: time %.2f, heap %.2f, native %.2f, files %+d%n",
                time, heap, outside, files);
        return time <= MOST_TIME && heap <= MOST_MEMORY && outside <= MOST_MEMORY && files <= MORE_FILES;
    }

    private static double ratio(long last, long first) {
        return first <= 0 ? 1 : (double) last / first;
    }
}
