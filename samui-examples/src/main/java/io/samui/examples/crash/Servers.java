package io.samui.examples.crash;

import io.samui.examples.crash.Tally.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One server after the other on the same data directory. */
final class Servers implements AutoCloseable {

    private final Options options;
    private final Path jar;
    private final Path directory;
    private final List<ServerProcess> all = new ArrayList<>();

    Servers(Options options, Path directory) throws IOException {
        this.options = options;
        this.jar = ServerProcess.findJar(options.jar());
        this.directory = directory;
        Files.createDirectories(directory.resolve("logs"));
    }

    Path dataDirectory() {
        return directory.resolve("data");
    }

    /** Starts a process; it is not ready yet. */
    ServerProcess launch() throws IOException {
        return launch(dataDirectory());
    }

    /**
     * Starts a second one, which must end with a sentence that names the first. On PostgreSQL every other time it has a data
     * directory of its own, so that only the database can tell.
     */
    void second(ServerProcess first, Tally tally) throws IOException, InterruptedException {
        boolean elsewhere = options.database() != null && all.size() % 2 == 0;
        try (ServerProcess second = launch(elsewhere ? directory.resolve("other") : dataDirectory())) {
            boolean failed = second.endsWithFailure();
            String said = second.said();
            boolean named = said.contains("process " + first.pid())
                    && (said.contains("is in use by") || said.contains("is worked by"));
            if (failed && named) {
                tally.count("second processes refused", 1);
            } else {
                tally.fault(Fault.SECOND, said);
            }
        }
    }

    private ServerProcess launch(Path data) throws IOException {
        List<String> settings = new ArrayList<>(options.serverSettings());
        settings.add("--samui.data-dir=" + data);
        Path log = directory.resolve("logs").resolve("server-" + all.size() + ".log");
        ServerProcess server = ServerProcess.launch(jar, options.heapOptions(), settings, log);
        all.add(server);
        return server;
    }

    /** Leaves no process behind. */
    @Override
    public void close() {
        all.forEach(ServerProcess::close);
    }
}
