package io.samui.rest.hostile;

import io.samui.rest.Answer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Requests that no HTTP client would send, written to the socket as they stand. */
final class RawHttp {

    /** What makes the server close the connection behind its answer. */
    static final String HOST = "Host: localhost\r\nConnection: close\r\n";

    private static final int PATIENCE_MILLIS = 60_000;

    private RawHttp() {}

    /** Sends head and body and reads until the server closes. */
    static Answer exchange(int port, String head, byte... body) {
        try (Socket socket = open(port)) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            return answer(firstLine(head), socket.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(firstLine(head), e);
        }
    }

    static Socket open(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** The first answer in these bytes, with its headers and its body. */
    static Answer answer(String request, byte[] bytes) throws IOException {
        InputStream in = new ByteArrayInputStream(bytes);
        List<String> lines = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            lines.add(line);
        }
        if (lines.isEmpty()) {
            throw new IOException("no answer");
        }
        Map<String, List<String>> headers = lines.stream()
                .skip(1)
                .map(line -> line.split(":", 2))
                .collect(Collectors.groupingBy(
                        parts -> parts[0].strip(), Collectors.mapping(parts -> parts[1].strip(), Collectors.toList())));
        HttpHeaders known = HttpHeaders.of(headers, (name, value) -> true);
        int length = (int) known.firstValueAsLong("content-length").orElse(Integer.MAX_VALUE);
        return new Answer(request, Integer.parseInt(lines.get(0).split(" ")[1]), known, in.readNBytes(length));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private static String firstLine(String head) {
        int end = head.indexOf('\r');
        return end < 0 ? "raw bytes" : head.substring(0, Math.min(end, 80));
    }
}
