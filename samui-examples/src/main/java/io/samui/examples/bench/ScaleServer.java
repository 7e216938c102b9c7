package io.samui.examples.bench;

import io.samui.core.image.ImageId;
import io.samui.examples.crash.Client;
import io.samui.examples.crash.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The server on the same rows, asked over HTTP.
 *
 * @param jar null to find it beside this program
 */
record ScaleServer(ScaleDatabase database, @Nullable Path jar) {

    private static final int MANY = 20;
    private static final String HEAP = "512m";

    /** Starts it, measures, and stops it. */
    void measure(List<ImageId> images, int repeats, ScaleFigures figures) throws IOException, InterruptedException {
        Path log = database.data().resolve("server.log");
        try (ServerProcess process =
                ServerProcess.launch(ServerProcess.findJar(jar), List.of("-Xmx" + HEAP), settings(), log)) {
            Client client = process.awaitReady();
            Map<String, Object> body =
                    Map.of("image_ids", images.stream().map(ImageId::toString).toList());
            for (String list : List.of("/jobs?limit=50", "/images?limit=50")) {
                times(3 * MANY, () -> client.get(list).expect(200)); // compiled by then
                figures.add(
                        "GET " + list,
                        Median.of(times(MANY * repeats, () -> client.get(list).expect(200))));
            }
            submissions(client, new Posted("/jobs", body, 400), repeats, figures);
            submissions(client, new Posted("/jobs/preview", body, 200), repeats, figures);
            process.stop();
        }
    }

    /**
     * What is asked over and over.
     *
     * @param status that it is answered with
     */
    private record Posted(String path, Map<String, Object> body, int status) {
        void ask(Client client) throws IOException {
            client.post(path, body).expect(status);
        }
    }

    private static void submissions(Client client, Posted posted, int repeats, ScaleFigures figures)
            throws IOException, InterruptedException {
        posted.ask(client);
        try (Meanwhile jobs = Meanwhile.doing(() -> client.get("/jobs?limit=50").expect(200));
                Meanwhile images =
                        Meanwhile.doing(() -> client.get("/images?limit=50").expect(200))) {
            String what = "POST " + posted.path() + " of all, nothing changed";
            figures.add(what, Median.of(times(repeats, () -> posted.ask(client))));
            figures.add("  GET /jobs?limit=50 during " + posted.path(), Median.of(jobs.stop()));
            figures.add("  GET /images?limit=50 during " + posted.path(), Median.of(images.stop()));
        }
    }

    private interface Call {
        void make() throws IOException;
    }

    private static List<Double> times(int times, Call call) throws IOException {
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            call.make();
            all.add((System.nanoTime() - start) / 1e6);
        }
        return all;
    }

    private List<String> settings() {
        List<String> settings = new ArrayList<>(List.of("--samui.data-dir=" + database.data()));
        Optional.ofNullable(database.url()).ifPresent(value -> settings.add("--samui.database.url=" + value));
        Optional.ofNullable(database.user()).ifPresent(value -> settings.add("--samui.database.user=" + value));
        Optional.ofNullable(database.password()).ifPresent(value -> settings.add("--samui.database.password=" + value));
        return settings;
    }
}
