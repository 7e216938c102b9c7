package io.samui.rest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.rest.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no HTTP client would send, written to the socket. */
class MalformedRequestTest {

    private static final String HOST = "Host: localhost\r\nConnection: close\r\n";

    @TempDir
    private static Path directory;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(directory);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /images/%00 HTTP/1.1\r\n" + HOST,
                "GET /images/%zz HTTP/1.1\r\n" + HOST,
                "GET /images/x|y HTTP/1.1\r\n" + HOST,
                "GET /images/..;/../../x HTTP/1.1\r\n" + HOST,
                "GET /images/a%2fb HTTP/1.1\r\n" + HOST,
                "GET /images HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n",
                "GET /images HTTP/1.1\r\nConnection: close\r\n",
                "GET /images HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n",
                "POST /jobs HTTP/1.1\r\nContent-Type: nonsense\r\nContent-Length: 2\r\n" + HOST,
                "POST /jobs HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: -1\r\n" + HOST,
                "GET /images?mode=%ff&limit=%ff HTTP/1.1\r\n" + HOST
            })
    void get_a_problem_and_no_page(String head) throws IOException {
        assertProblem(head + "\r\n{}");
    }

    @ParameterizedTest
    @ValueSource(ints = {20_000, 100_000})
    void headers_too_long_are_refused(int length) throws IOException {
        assertProblem("GET /images HTTP/1.1\r\nX: " + "x".repeat(length) + "\r\n" + HOST + "\r\n");
    }

    private static void assertProblem(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d .*");
            assertThat(answer).contains("application/problem+json").contains("\"detail\":");
            assertThat(answer).doesNotContain("<html").doesNotContain("Tomcat").doesNotContain("Exception");
        }
    }
}
