package io.samui.examples.crash;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The calls of the server's API that the programs make. Thread-safe; a server that was killed shows as IOException. */
public final class Client {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String BOUNDARY = "made-image-boundary";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL) // a server may send its clients on to the storage
            .build();
    private final URI server;

    Client(URI server) {
        this.server = server;
    }

    URI uri(String path) {
        return server.resolve(path);
    }

    /** What was answered, whatever its status. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Answer(String call, int status, byte[] body) {

        JsonNode json() {
            return JSON.readTree(body);
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** Itself when it has that status. */
        public Answer expect(int wanted) {
            if (status != wanted) {
                throw new IllegalStateException(call + " answered " + status + ": " + text());
            }
            return this;
        }
    }

    /** Uploads an image and returns its id. */
    String upload(MadeImage image) throws IOException {
        return tryUpload(image.filename(), image.png())
                .expect(201)
                .json()
                .get("id")
                .stringValue();
    }

    Answer tryUpload(String filename, byte[] bytes) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + filename
                        + "\"\r\nContent-Type: image/png\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(bytes);
        body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send("POST", "/images", "multipart/form-data; boundary=" + BOUNDARY, body.toByteArray());
    }

    void addBox(String image, MadeImage made) throws IOException {
        post(
                        "/annotations",
                        Map.of(
                                "image_id", image,
                                "bbox_x", made.x(),
                                "bbox_y", made.y(),
                                "bbox_width", made.width(),
                                "bbox_height", made.height()))
                .expect(201);
    }

    /** Submits a job and returns its id. */
    String submit(Collection<String> images, boolean forceAll) throws IOException {
        return post("/jobs", Map.of("image_ids", images, "force_all", forceAll))
                .expect(201)
                .json()
                .get("id")
                .stringValue();
    }

    Answer retry(String job) throws IOException {
        return post("/jobs/" + job + "/retry", Map.of());
    }

    /** The newest results, at most {@code limit}. */
    List<JsonNode> newestResults(int limit) throws IOException {
        return List.copyOf(get("/images/history?mode=inside_box&limit=" + limit)
                .expect(200)
                .json()
                .values());
    }

    long countImages() throws IOException {
        return get("/images?limit=1").expect(200).json().get("total").longValue();
    }

    Answer delete(String image) throws IOException {
        return send("DELETE", "/images/" + image, "", new byte[0]);
    }

    /** Asks for what is there. */
    public Answer get(String path) throws IOException {
        return send("GET", path, "", new byte[0]);
    }

    /** Asks with a JSON body. */
    public Answer post(String path, Map<String, Object> body) throws IOException {
        return send("POST", path, "application/json", JSON.writeValueAsBytes(body));
    }

    private Answer send(String method, String path, String contentType, byte[] body) throws IOException {
        BodyPublisher publisher = body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(Duration.ofMinutes(2))
                .method(method, publisher);
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(method + " " + path, response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException(method + " " + path).initCause(e);
        }
    }
}
