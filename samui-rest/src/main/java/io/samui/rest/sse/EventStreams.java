package io.samui.rest.sse;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All open streams, and the thread that writes to them. Thread-safe. */
public final class EventStreams implements AutoCloseable {

    /** What happens within that time goes out together. */
    public static final Duration PACE = Duration.ofMillis(200);

    /** Proxies give up connections that are silent for longer; and a client that is gone shows only when something is sent. */
    public static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

    private final ScheduledExecutorService sender;
    private final int most;
    private final Set<EventStream> open = new HashSet<>();
    private boolean closed;

    /**
     * @param sender a scheduler of exactly one thread; closed with this
     * @param most   so many clients may listen at a time
     */
    public EventStreams(ScheduledExecutorService sender, int most) {
        this.sender = sender;
        this.most = most;
        scheduleHeartbeat();
    }

    /**
     * Answers a request with a stream, which goes on after this has returned; with 204 where the source has nothing to say, which
     * tells a browser not to come again.
     *
     * @param source makes the source; it is given what to call, from any thread, when there is something to say
     * @throws StreamRefusedException when too many listen, or the server stops
     * @throws RuntimeException       what {@code source} throws; the request is as it was
     */
    public void open(HttpServletRequest request, HttpServletResponse response, Function<Runnable, EventSource> source)
            throws IOException {
        EventStream stream = new EventStream(this);
        reserve(stream);
        boolean started = false;
        try {
            EventSource says = source.apply(() -> later(stream));
            try {
                if (says.ended()) {
                    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
                    return;
                }
                response.setContentType("text/event-stream;charset=UTF-8");
                response.setHeader("Cache-Control", "no-cache");
                response.setHeader("X-Accel-Buffering", "no"); // nginx would collect the events
                if (!request.getMethod().equals("HEAD")) {
                    stream.start(request, says);
                    started = true;
                }
            } finally {
                if (!started) {
                    says.close();
                }
            }
        } finally {
            if (!started) {
                remove(stream);
            }
        }
    }

    /** Ends all streams, so that a server that stops need not wait for them. */
    @Override
    public void close() {
        List<EventStream> rest;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            rest = List.copyOf(open);
        }
        rest.forEach(stream -> sender.execute(stream::end));
        sender.shutdown();
    }

    /** How many listen. */
    public synchronized int size() {
        return open.size();
    }

    void soon(EventStream stream) {
        try {
            sender.execute(stream::pump);
        } catch (RejectedExecutionException e) {
            stream.end(); // it came while the server stopped
        }
    }

    synchronized void remove(EventStream stream) {
        open.remove(stream);
    }

    private void later(EventStream stream) {
        try {
            sender.schedule(stream::pump, PACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The server stops", e);
        }
    }

    private synchronized void reserve(EventStream stream) {
        if (closed) {
            throw new StreamRefusedException("The server is stopping. Try again when it has started anew");
        }
        if (open.size() >= most) {
            throw new StreamRefusedException(most + " clients listen to events already, which is all that"
                    + " samui.rest.max-event-streams allows. Close one, or ask for the job itself now and then");
        }
        open.add(stream);
    }

    private void scheduleHeartbeat() {
        sender.schedule(this::beat, HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void beat() {
        List<EventStream> all;
        synchronized (this) {
            if (closed) {
                return;
            }
            all = List.copyOf(open);
        }
        all.forEach(EventStream::beat);
        scheduleHeartbeat();
    }
}
