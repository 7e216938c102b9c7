package io.samui.rest;

import io.samui.core.testkit.TinySam1;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** A server as main starts it, on a free loopback port, and a client for it. */
public final class TestServer implements AutoCloseable {

    static {
        // before the first client is made: the tests forge Host headers
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host,content-length,connection");
    }

    private final Path dataDirectory;
    private final ConfigurableApplicationContext context;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private TestServer(Path dataDirectory, ConfigurableApplicationContext context) {
        this.dataDirectory = dataDirectory;
        this.context = context;
    }

    /** A server with that data directory and further settings, such as {@code --samui.image.max-bytes=1MB}. */
    public static TestServer start(Path dataDirectory, String... settings) {
        List<String> given = List.of(settings);
        // a setting that is given twice would be taken for a list
        Stream<String> defaults = Stream.of("--server.port=0", "--samui.data-dir=" + dataDirectory)
                .filter(setting -> given.stream().noneMatch(one -> one.startsWith(setting.replaceFirst("=.*", "="))));
        String[] all = Stream.concat(defaults, given.stream()).toArray(String[]::new);
        return new TestServer(dataDirectory, withoutTheTestsOwnProperty(() -> SamuiServer.start(all)));
    }

    /** As {@link #start}, with a model that segments by colour in milliseconds. */
    public static TestServer startWithTinyModel(Path dataDirectory, String... settings) {
        Path model = TinySam1.copyTo(dataDirectory.resolve("models/tiny-sam1"));
        String[] all = Stream.concat(
                        Stream.of("--samui.inference.model=" + model, "--samui.inference.device=cpu"),
                        Stream.of(settings))
                .toArray(String[]::new);
        return start(dataDirectory, all);
    }

    /** The tests' folder of photos is a system property that begins like a setting of the server. */
    static <T> T withoutTheTestsOwnProperty(Supplier<T> work) {
        String shared = System.getProperty("samui.shared.dir");
        System.clearProperty("samui.shared.dir");
        try {
            return work.get();
        } finally {
            if (shared != null) {
                System.setProperty("samui.shared.dir", shared);
            }
        }
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    public int port() {
        return ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    public Answer delete(String path, String... headers) {
        return send("DELETE", path, BodyPublishers.noBody(), headers);
    }

    public Answer post(String path, String json) {
        return send("POST", path, BodyPublishers.ofString(json), "Content-Type", "application/json");
    }

    public Answer put(String path, String json) {
        return send("PUT", path, BodyPublishers.ofString(json), "Content-Type", "application/json");
    }

    public Answer patch(String path, String json) {
        return send("PATCH", path, BodyPublishers.ofString(json), "Content-Type", "application/json");
    }

    /** Uploads the bytes as the part {@code file}. */
    public Answer upload(String filename, String contentType, byte[] bytes) {
        return send(new Multipart().file("file", filename, contentType, bytes));
    }

    public Answer send(Multipart body, String... headers) {
        String[] all = Stream.concat(Stream.of("Content-Type", body.contentType()), Stream.of(headers))
                .toArray(String[]::new);
        return send("POST", "/images", BodyPublishers.ofByteArray(body.bytes()), all);
    }

    public Answer send(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(path)).timeout(Duration.ofMinutes(1)).method(method, body);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(method + " " + path, response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Asks until the job has ended, and shows it then. */
    public JsonNode ended(String job) {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (System.nanoTime() < deadline) {
            JsonNode answer = get("/jobs/" + job).expect(200).json();
            if (!List.of("queued", "running").contains(answer.get("status").stringValue())) {
                return answer;
            }
        }
        throw new AssertionError(
                "Job " + job + " has not ended: " + get("/jobs/" + job).text());
    }

    /** Everything that is stored, as far as the API and the blob directory show it. */
    public List<String> everythingStored() {
        Stream<String> lists = Stream.of(
                        "/images",
                        "/jobs",
                        "/images/history?mode=inside_box",
                        "/images/history?mode=find_all",
                        "/images/history?mode=point")
                .map(path -> get(path).text());
        Stream<String> annotations = get("/images").json().get("images").values().stream()
                .map(image -> image.get("id").stringValue())
                .flatMap(id -> Stream.of(
                        get("/annotations/" + id).text(),
                        get("/point-annotations/" + id).text()));
        return Stream.of(lists, annotations, blobs().stream())
                .flatMap(parts -> parts)
                .toList();
    }

    /** Names of all files below the blob directory, temporary ones too. */
    public List<String> blobs() {
        Path root = dataDirectory.resolve("blobs");
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
