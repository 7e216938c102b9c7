package io.samui.rest.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.testkit.time.Spin;
import io.samui.rest.Answer;
import io.samui.rest.Multipart;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What comes does not stay in memory: shown on a heap of 256 MB, by its peaks and not by time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
class UploadMemoryTest {

    private static final int LARGE = 200 << 20;
    private static final int BLOCK = 1 << 16;

    /** What a request leaves behind until the next collection; a copy of the upload would be six times as much. */
    private static final long FLAT = 32L << 20;

    /** Heap, code, and what the model's runtime takes. */
    private static final long RESIDENT = 800L << 20;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private SmallServer server;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        server = SmallServer.start(directory);
        post("/images", new Multipart().contentType(), upload(new byte[1000])).expectProblem(400, "not an image");
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
    }

    @Test
    void an_upload_of_200_megabytes_is_refused_by_its_length_and_leaves_memory_flat() throws IOException {
        isRefusedAndFlat("Content-Length: " + LARGE + "\r\n\r\n", "");
    }

    @Test
    void an_upload_of_200_megabytes_without_a_length_is_refused_and_leaves_memory_flat() throws IOException {
        isRefusedAndFlat("Transfer-Encoding: chunked\r\n\r\n", "%x\r\n".formatted(BLOCK));
    }

    @Test
    void twenty_photos_of_12_megapixels_at_once_are_all_taken() throws Exception {
        byte[] photo = photo();
        server.resetPeaks();

        List<CompletableFuture<HttpResponse<String>>> uploads = IntStream.range(0, 20)
                .mapToObj(i -> client.sendAsync(
                        HttpRequest.newBuilder(server.uri().resolve("/images"))
                                .header("Content-Type", new Multipart().contentType())
                                .POST(BodyPublishers.ofByteArray(upload(photo)))
                                .build(),
                        BodyHandlers.ofString()))
                .toList();

        assertThat(uploads)
                .allSatisfy(upload -> assertThat(upload.join().statusCode())
                        .as(upload.join().body())
                        .isEqualTo(201));
        assertThat(server.said()).doesNotContain("OutOfMemoryError");
        Spin.until(() -> server.uploadsUnderWay() == 0);
        assertThat(server.peakResident()).as("resident, with the heap's 256 MB").isLessThan(RESIDENT);
    }

    /** The largest bodies that are read, several at once: each is judged, and none takes the others down. */
    @Test
    void lists_of_ids_as_long_as_a_body_may_be_take_nobody_down() throws Exception {
        String id = "\"" + UUID.randomUUID() + "\",";
        byte[] longest = ("{\"image_ids\":[" + id.repeat((7 << 20) / id.length()) + "\"x\"]}")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] tooLong = ("{\"image_ids\":[" + id.repeat((9 << 20) / id.length()) + "\"x\"]}")
                .getBytes(StandardCharsets.US_ASCII);

        List<CompletableFuture<Answer>> answers = Stream.of(longest, tooLong, longest, longest, longest)
                .map(body -> CompletableFuture.supplyAsync(() -> post("/jobs", "application/json", body)))
                .collect(Collectors.toList());

        answers.remove(1).join().expectProblem(413, "send less at once");
        answers.forEach(answer -> answer.join().expectProblem(400, "must be a UUID"));
        assertThat(server.said()).doesNotContain("OutOfMemoryError");
    }

    private void isRefusedAndFlat(String lengths, String beforeEachBlock) throws IOException {
        server.resetPeaks();
        long heap = server.peakHeap();
        long resident = server.peakResident();
        byte[] block = new byte[BLOCK];
        byte[] begun = upload(new byte[BLOCK]);
        System.arraycopy(begun, 0, block, 0, 200); // the part's headers; the rest is the file, which does not end
        byte[] before = beforeEachBlock.getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = RawHttp.open(server.uri().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /images HTTP/1.1\r\n" + RawHttp.HOST + "Content-Type: " + new Multipart().contentType()
                            + "\r\n" + lengths)
                    .getBytes(StandardCharsets.US_ASCII));
            for (int sent = 0; sent < LARGE; sent += BLOCK) {
                out.write(before);
                out.write(block);
                out.write(before.length == 0 ? before : new byte[] {'\r', '\n'});
                block = sent == 0 ? new byte[BLOCK] : block;
            }
            out.write(before.length == 0 ? before : "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            RawHttp.answer("200 MB", socket.getInputStream().readAllBytes())
                    .expectProblem(413, "samui.image.max-bytes");
        }
        assertThat(server.peakHeap() - heap).as("more heap").isLessThan(FLAT);
        assertThat(server.peakResident() - resident).as("more resident memory").isLessThan(2 * FLAT);
        Spin.until(() -> server.uploadsUnderWay() == 0);
    }

    private Answer post(String path, String contentType, byte[] body) {
        HttpResponse<byte[]> response = client.sendAsync(
                        HttpRequest.newBuilder(server.uri().resolve(path))
                                .header("Content-Type", contentType)
                                .POST(BodyPublishers.ofByteArray(body))
                                .build(),
                        BodyHandlers.ofByteArray())
                .join();
        return new Answer("POST " + path, response.statusCode(), response.headers(), response.body());
    }

    private static byte[] upload(byte[] file) {
        return new Multipart().file("file", "a.jpg", "image/jpeg", file).bytes();
    }

    /** As heavy as a camera's, by its grain. */
    private static byte[] photo() throws IOException {
        BufferedImage picture = new BufferedImage(4000, 3000, BufferedImage.TYPE_3BYTE_BGR);
        byte[] pixels = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        Random random = new Random(1);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i / 12_000 % 200 + random.nextInt(40));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(picture, "jpg", out);
        return out.toByteArray();
    }
}
