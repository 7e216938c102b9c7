package io.samui.rest.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.testkit.time.Spin;
import io.samui.rest.Answer;
import io.samui.rest.Multipart;
import io.samui.rest.TestImages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Clients that stop in the middle, trickle, or leave: each is given up, and what it sent goes. */
class SlowClientsTest extends HostileInput {

    private static final String GIVEN_UP = "stopped on its way or came too slowly";
    private static final int THREADS = 4;
    private static final int TIMEOUT_MILLIS = 500;

    @Override
    String[] settings() {
        return new String[] {
            "--server.tomcat.connection-timeout=" + TIMEOUT_MILLIS + "ms", "--server.tomcat.threads.max=" + THREADS
        };
    }

    @Test
    void an_upload_that_stops_is_given_up() {
        List<String> before = everything();

        raw(head("/images", new Multipart().contentType(), 5_000_000), begun(1 << 20))
                .expectProblem(408, GIVEN_UP);

        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void json_that_stops_is_given_up() {
        List<String> before = everything();

        raw(head("/annotations", JSON, 500), "{\"image_id\":".getBytes(StandardCharsets.US_ASCII))
                .expectProblem(408, GIVEN_UP);

        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void a_chunk_that_stops_is_given_up() {
        List<String> before = everything();
        String head = "POST /images HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Type: "
                + new Multipart().contentType() + "\r\n\r\nfffff\r\n";

        raw(head, begun(1000)).expectProblem(408, GIVEN_UP);

        assertThat(everything()).isEqualTo(before);
    }

    /** A byte in time for every time-out would hold the connection for ever. */
    @Test
    void an_upload_that_trickles_is_given_up() throws IOException {
        List<String> before = everything();
        try (Socket socket = RawHttp.open(server().port())) {
            socket.getOutputStream()
                    .write(head("/images", new Multipart().contentType(), 5_000_000)
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(begun(300));

            trickle(socket).expectProblem(408, GIVEN_UP);
        }
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void a_client_that_leaves_leaves_nothing() throws IOException {
        List<String> before = everything();
        try (Socket socket = RawHttp.open(server().port())) {
            socket.getOutputStream()
                    .write(head("/images", new Multipart().contentType(), 5_000_000)
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(begun(1 << 20));
            Spin.until(() -> !filesBelow("uploads").isEmpty());
        }
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void uploads_that_hang_hold_nobody_up_for_long() throws IOException {
        List<Socket> hanging = new ArrayList<>();
        try {
            for (int i = 0; i < 3 * THREADS; i++) {
                Socket socket = RawHttp.open(server().port());
                hanging.add(socket);
                socket.getOutputStream()
                        .write(head("/images", new Multipart().contentType(), 5_000_000)
                                .getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().write(begun(100_000));
            }

            String id = upload("a.png", TestImages.png(30, 20)).expect(201).field("id");
            server().delete("/images/" + id).expect(204);
        } finally {
            for (Socket socket : hanging) {
                socket.close();
            }
        }
        Spin.until(() -> filesBelow("uploads").isEmpty());
    }

    /** Whoever asks before sending is refused before sending. */
    @Test
    void an_upload_that_is_refused_by_its_length_is_not_waited_for() throws IOException {
        String head = head("/images", new Multipart().contentType(), 200 << 20)
                .replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n");
        try (Socket socket = RawHttp.open(server().port())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));

            RawHttp.answer("upload", socket.getInputStream().readAllBytes())
                    .expectProblem(413, "samui.image.max-bytes");
        }
        try (Socket socket = RawHttp.open(server().port())) {
            socket.getOutputStream()
                    .write(head("/images", new Multipart().contentType(), 200 << 20)
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(begun(1000));
            byte[] first = new byte[4000];
            int count = socket.getInputStream().read(first);

            assertThat(new String(first, 0, count, StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 413 ");
        }
    }

    /** Proxies and clients keep connections, and a request on one that the server closes at that moment is lost. */
    @Test
    void a_connection_may_rest_between_requests_and_holds_no_thread_meanwhile() throws Exception {
        byte[] request = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        List<Socket> resting = new ArrayList<>();
        try {
            for (int i = 0; i < 2 * THREADS; i++) {
                resting.add(RawHttp.open(server().port()));
            }
            for (Socket socket : resting) {
                assertThat(ask(socket, request)).isEqualTo(200);
            }
            TimeUnit.MILLISECONDS.sleep(4 * TIMEOUT_MILLIS);

            for (Socket socket : resting) {
                assertThat(ask(socket, request)).isEqualTo(200);
            }
        } finally {
            for (Socket socket : resting) {
                socket.close();
            }
        }
    }

    /** The status; the connection stays as it is. */
    private static int ask(Socket socket, byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        byte[] answer = new byte[4000];
        return RawHttp.answer(
                        "health",
                        Arrays.copyOf(
                                answer, Math.max(0, socket.getInputStream().read(answer))))
                .status();
    }

    /** Sends a byte at a time until there is an answer. */
    private static Answer trickle(Socket socket) throws IOException {
        socket.setSoTimeout(50);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        byte[] buffer = new byte[4000];
        while (answer.size() == 0) {
            try {
                int count = socket.getInputStream().read(buffer);
                answer.write(buffer, 0, Math.max(0, count));
            } catch (SocketTimeoutException e) {
                socket.getOutputStream().write('x');
            }
        }
        return RawHttp.answer("a trickle", answer.toByteArray());
    }

    private static String head(String path, String contentType, int length) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + contentType + "\r\nContent-Length: "
                + length + "\r\n\r\n";
    }

    /** The first bytes of an upload. */
    private static byte[] begun(int length) {
        byte[] whole = new Multipart()
                .file("file", "a.png", "image/png", new byte[2 << 20])
                .bytes();
        return Arrays.copyOf(whole, length);
    }
}
