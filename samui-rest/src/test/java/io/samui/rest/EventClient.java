package io.samui.rest;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that listens to server-sent events on a connection of its own, and reads no more than it is told to. */
public final class EventClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;
    private static final int SMALL = 2_048;

    /**
     * What came between two empty lines.
     *
     * @param id      null where it has none
     * @param name    of the event; null for a comment or a retry time
     * @param data    null where there is none
     * @param comment null where there is none
     * @param retry   null where there is none
     */
    public record Event(String id, String name, String data, String comment, String retry) {

        public JsonNode json() {
            return new JsonMapper().readTree(data);
        }
    }

    private final Socket socket = new Socket();
    private final InputStream in;
    private final int status;
    private final Map<String, String> headers = new HashMap<>();
    private long chunkLeft;
    private boolean ended;

    private EventClient(int port, String request, boolean small) throws IOException {
        if (small) {
            socket.setReceiveBufferSize(SMALL); // before it connects
        }
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        in = small ? socket.getInputStream() : new BufferedInputStream(socket.getInputStream());
        status = Integer.parseInt(rawLine().split(" ")[1]);
        for (String line = rawLine(); !line.isEmpty(); line = rawLine()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
    }

    /** Listens. */
    public static EventClient open(int port, String path, String... headers) throws IOException {
        return new EventClient(port, request(port, path, headers), false);
    }

    /** Listens with as small a buffer as there is, so that little is on the way when it stops reading. */
    public static EventClient openSmall(int port, String path) throws IOException {
        return new EventClient(port, request(port, path), true);
    }

    public int status() {
        return status;
    }

    public String header(String name) {
        return headers.get(name);
    }

    /** The next event or comment; null when the stream has ended as it should. */
    public Event next() throws IOException {
        String id = null;
        String name = null;
        String data = null;
        String comment = null;
        String retry = null;
        while (true) {
            String line = line();
            if (line == null) {
                return null;
            } else if (line.isEmpty()) {
                return new Event(id, name, data, comment, retry);
            } else if (line.startsWith(":")) {
                comment = line.substring(1);
            } else if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data = line.substring(6);
            } else if (line.startsWith("retry: ")) {
                retry = line.substring(7);
            } else {
                throw new IOException("Not a line of an event stream: " + line);
            }
        }
    }

    /** The next that is neither a comment nor a retry time. */
    public Event nextNamed() throws IOException {
        Event event = next();
        while (event != null && event.name() == null) {
            event = next();
        }
        return event;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static String request(int port, String path, String... headers) {
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n");
        for (int i = 0; i < headers.length; i += 2) {
            request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = read(); b != '\n'; b = read()) {
            if (b < 0) {
                return null;
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** Out of the chunks. */
    private int read() throws IOException {
        if (ended) {
            return -1;
        }
        if (chunkLeft == 0) {
            chunkLeft = Long.parseLong(rawLine(), 16);
            if (chunkLeft == 0) {
                ended = true;
                return -1;
            }
        }
        int b = rawRead();
        if (--chunkLeft == 0) {
            rawLine();
        }
        return b;
    }

    private String rawLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = rawRead(); b != '\n'; b = rawRead()) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private int rawRead() throws IOException {
        int b = in.read();
        if (b < 0) {
            throw new EOFException("The connection broke off");
        }
        return b;
    }
}
