package io.samui.rest.hostile;

import static io.samui.rest.hostile.RawHttp.HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.samui.rest.Answer;
import io.samui.rest.Multipart;
import io.samui.rest.TestImages;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Heads of requests that contradict themselves or come from where they should not. */
class HostileFramingTest extends HostileInput {

    private static final String MALFORMED = "not HTTP that this server reads";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";

    @TestFactory
    Stream<DynamicTest> lengths_of_bodies() {
        return table().row("a negative length", 400, MALFORMED, () -> upload("Content-Length: -5\r\n"))
                .row("a length that is no number", 400, MALFORMED, () -> upload("Content-Length: x\r\n"))
                .row("a length beyond long", 400, MALFORMED, () -> upload("Content-Length: " + "9".repeat(30) + "\r\n"))
                .row("two lengths", 400, MALFORMED, () -> upload("Content-Length: 5\r\nContent-Length: 50\r\n"))
                .row("a list of lengths", 400, MALFORMED, () -> upload("Content-Length: 5, 50\r\n"))
                .row("a length too small", 400, "ends too early", () -> upload("Content-Length: 50\r\n"))
                .row("no length at all", 400, "no part", () -> upload(""))
                .row("a chunk's length that is no number", 400, MALFORMED, () -> chunked("zz\r\nabc"))
                .row("a chunk's length beyond long", 400, MALFORMED, () -> chunked("F".repeat(20) + "\r\nabc"))
                .row("a negative chunk", 400, MALFORMED, () -> chunked("-5\r\nabc"))
                .row("a chunk longer than said", 400, MALFORMED, () -> chunked("2\r\nabcdef\r\n0\r\n\r\n"))
                .row(
                        "chunks and a length",
                        400,
                        "no part",
                        () -> upload("Content-Length: 5\r\n" + CHUNKED, "0\r\n\r\n"))
                .row("chunks twice", 400, MALFORMED, () -> upload(CHUNKED + CHUNKED, "0\r\n\r\n"))
                .row(
                        "a packed transfer",
                        501,
                        "Transfer-Encoding",
                        () -> upload("Transfer-Encoding: gzip, chunked\r\n"))
                .row("an unknown transfer", 501, "Transfer-Encoding", () -> upload("Transfer-Encoding: nonsense\r\n"))
                .row(
                        "an unknown expectation",
                        417,
                        "Expect",
                        () -> upload("Content-Length: 5\r\nExpect: x\r\n", "hello"))
                .rows();
    }

    /** Whoever sends two lengths wants two servers to disagree where the next request begins. */
    @Test
    void what_follows_a_body_with_two_lengths_is_no_request() throws IOException {
        String first = "POST /jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + JSON
                + "\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n";
        String second = "DELETE /images/" + image() + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        List<String> before = everything();
        try (Socket socket = RawHttp.open(server().port())) {
            socket.getOutputStream().write((first + second).getBytes(StandardCharsets.US_ASCII));
            byte[] all = socket.getInputStream().readAllBytes();

            RawHttp.answer("the first", all).expectProblem(400, "image_ids is required");
            assertThat(new String(all, StandardCharsets.UTF_8)).containsOnlyOnce("HTTP/1.1 ");
        }
        assertThat(everything()).isEqualTo(before);
    }

    @TestFactory
    Stream<DynamicTest> heads() {
        return table().row("no Host", 400, MALFORMED, () -> raw("GET /images HTTP/1.1\r\nConnection: close\r\n\r\n"))
                .row("two Hosts", 400, MALFORMED, () -> get(HOST + "Host: localhost\r\n"))
                .row("a Host with a blank", 400, MALFORMED, () -> get("Host: a b\r\n"))
                .row("a Host with a user", 400, MALFORMED, () -> get("Host: user@localhost\r\n"))
                .row("a Host with a path", 400, MALFORMED, () -> get("Host: localhost/images\r\n"))
                .row("a Host with a port that is none", 400, MALFORMED, () -> get("Host: localhost:x\r\n"))
                .row("half of a bracket", 400, MALFORMED, () -> get("Host: [::1\r\n"))
                .row(
                        "a header of 20,000 characters",
                        400,
                        "too long",
                        () -> get("X: " + "x".repeat(20_000) + "\r\n" + HOST))
                .row(
                        "a header of 100,000 characters",
                        400,
                        "too long",
                        () -> get("X: " + "x".repeat(100_000) + "\r\n" + HOST))
                .row("200 headers", 400, MALFORMED, () -> get("X: y\r\n".repeat(200) + HOST))
                .row("a header without a colon", 400, MALFORMED, () -> get("nonsense\r\n" + HOST))
                .row("a header with a blank before its colon", 400, MALFORMED, () -> get("X : y\r\n" + HOST))
                .row("a header with a NUL", 400, MALFORMED, () -> get("X: a\0b\r\n" + HOST))
                .row("a cookie with a control character", 400, MALFORMED, () -> get("Cookie: a=\u0001\r\n" + HOST))
                .row("a content type of nonsense", 415, JSON, () -> post("/jobs", "Content-Type: nonsense\r\n"))
                .row("HTTP of the future", 505, "HTTP/1.1", () -> raw("GET /images HTTP/3.7\r\n" + HOST + "\r\n"))
                .row(
                        "a TLS handshake",
                        400,
                        MALFORMED,
                        () -> raw("\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003" + "a".repeat(99)))
                .row("noise", 400, MALFORMED, () -> raw("\0\u0001\u0002\u0003\r\n\r\n"))
                .rows();
    }

    @TestFactory
    Stream<DynamicTest> hosts_of_others() {
        Table table = table();
        for (String host : List.of(
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "evillocalhost",
                "localhost.",
                "localhost:",
                "0x7f.1",
                "2130706433",
                "xn--lcalhost-90a")) {
            table.row(host, 403, "--samui.rest.allowed-hosts", () -> get("Host: " + host + "\r\n"));
        }
        return table.rows();
    }

    @TestFactory
    Stream<DynamicTest> origins_of_others() {
        Table table = table();
        for (String origin : List.of(
                "null",
                "http://evil.example",
                "http://localhost.evil.example",
                "http://evillocalhost",
                "http://localhost:1",
                "http://127.0.0.1",
                "https://localhost:80",
                "ws://localhost",
                "file://",
                "http://localhost/",
                "http://localhost@evil.example",
                "http://localhost http://evil.example",
                "http://loc\u00e4lhost",
                "http://localhost\r\nOrigin: http://evil.example",
                "x".repeat(5000))) {
            String header = "Origin: " + origin + "\r\n";
            String name = origin.length() > 60 ? origin.length() + " characters" : origin.replace("\r\n", ", ");
            table.row("upload from " + name, 403, "another origin", () -> upload(header + length(), whole()))
                    .row("deletion from " + name, 403, "another origin", () -> delete(header))
                    .row(
                            "job from " + name,
                            403,
                            "another origin",
                            () -> post("/jobs", "Content-Type: text/plain\r\n" + header));
        }
        return table.rows();
    }

    private Answer get(String headers) {
        return raw("GET /images HTTP/1.1\r\nConnection: close\r\n" + headers + "\r\n");
    }

    private Answer delete(String headers) {
        return raw("DELETE /images/" + image() + " HTTP/1.1\r\n" + HOST + headers + "\r\n");
    }

    private Answer post(String path, String headers) {
        return raw("POST " + path + " HTTP/1.1\r\n" + HOST + headers + "Content-Length: 2\r\n\r\n{}");
    }

    private Answer chunked(String body) {
        return upload(CHUNKED, body);
    }

    private Answer upload(String headers) {
        return upload(headers, whole());
    }

    private static String whole() {
        byte[] body = new Multipart()
                .file("file", "a.png", "image/png", TestImages.png(30, 20))
                .bytes();
        return new String(body, StandardCharsets.ISO_8859_1);
    }

    private static String length() {
        return "Content-Length: " + whole().length() + "\r\n";
    }

    private Answer upload(String headers, String body) {
        String head = "POST /images HTTP/1.1\r\n" + HOST + "Content-Type: " + new Multipart().contentType() + "\r\n"
                + headers + "\r\n";
        return raw(head, body.getBytes(StandardCharsets.ISO_8859_1));
    }
}
