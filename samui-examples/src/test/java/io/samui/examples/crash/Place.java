package io.samui.examples.crash;

import io.samui.core.testkit.TinySam1;
import io.samui.storage.s3.testkit.S3Server;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;

/** Where one server keeps its rows and its blobs: a data directory, with a PostgreSQL and an S3 as the kind says. */
final class Place implements AutoCloseable {

    /** What is combined. */
    enum Kind {
        SQLITE_FS(false, false),
        SQLITE_S3(false, true),
        POSTGRESQL_S3(true, true);

        private final boolean postgres;
        private final boolean s3;

        Kind(boolean postgres, boolean s3) {
            this.postgres = postgres;
            this.s3 = s3;
        }

        /** Whether clients are sent on to the storage for blobs: with one of the two that could. */
        boolean direct() {
            return this == POSTGRESQL_S3;
        }
    }

    private static final String PREFIX = "team/samui/";

    private final Kind kind;
    private final Path directory;
    private final List<String> settings = new ArrayList<>();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private S3Server s3;
    private String bucket;
    private int starts;
    private ServerProcess server;

    Place(Kind kind) throws Exception {
        this.kind = kind;
        this.directory = Files.createTempDirectory("samui-place-");
        Path model = TinySam1.copyTo(data().resolve("models/tiny-sam1"));
        settings.add("--samui.data-dir=" + data());
        settings.add("--samui.inference.model=" + model);
        settings.add("--samui.inference.device=cpu");
        try {
            if (kind.postgres) {
                EmbeddedPostgres postgres = opened(EmbeddedPostgres.start());
                settings.add("--samui.database.url=jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres");
                settings.add("--samui.database.user=postgres");
                settings.add("--samui.database.password=postgres");
            }
            if (kind.s3) {
                useS3();
            }
        } catch (Exception | Error e) {
            close();
            throw e;
        }
    }

    private void useS3() throws IOException {
        Path plugin = ServerProcess.findJar(null)
                .resolve("../../../samui-storage-s3/target/plugin")
                .normalize();
        Path plugins = Files.createDirectories(data().resolve("plugins"));
        Files.createSymbolicLink(plugins.resolve("s3"), plugin);
        s3 = opened(S3Server.startProxy());
        bucket = s3.newBucket();
        settings.add("--samui.storage.provider=s3");
        s3.settings(bucket).forEach((key, value) -> settings.add("--samui.storage.s3." + key + "=" + value));
        settings.add("--samui.storage.s3.prefix=" + PREFIX);
        settings.add("--samui.rest.direct-downloads=" + kind.direct());
    }

    /** Starts a server, or the next one after the last was killed. */
    Client start() throws IOException, InterruptedException {
        Path log = directory.resolve("server-" + starts++ + ".log");
        server = opened(ServerProcess.launch(UnpackedServer.jar(), List.of("-Xmx512m"), settings, log));
        return server.awaitReady();
    }

    void kill() throws InterruptedException {
        server.kill();
    }

    /** The keys of all blobs that are stored, as somebody sees them who looks past the server. */
    Set<String> blobs() {
        if (s3 != null) {
            return s3.client().listObjectsV2Paginator(list -> list.bucket(bucket)).contents().stream()
                    .map(object -> object.key().substring(PREFIX.length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        Path root = data().resolve("blobs");
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stores a blob past the server. */
    void plant(String key) throws IOException {
        if (s3 != null) {
            s3.client().putObject(put -> put.bucket(bucket).key(PREFIX + key), RequestBody.fromString("left behind"));
        } else {
            Files.writeString(data().resolve("blobs").resolve(key), "left behind");
        }
    }

    private Path data() {
        return directory.resolve("data");
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.add(0, part);
        return part;
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable part : opened) {
            part.close();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
