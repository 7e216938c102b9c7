package io.samui.rest.sse;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client that listens. Writes only what the connection takes at once, so that nothing here ever waits for the client; what
 * happens while it takes nothing is kept by its source.
 *
 * <p>Written to by the sender's thread alone; the container's threads only say what has become of the connection. They wait for
 * the sender to leave the container's code first: when a write fails, the container ends the request on a thread of its own, and
 * would give its objects to the next request while the sender still notes the failure in them.
 */
final class EventStream implements WriteListener, AsyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    private static final String HEARTBEAT = ":\n\n";

    /** All that comes to be when the response does. */
    private record Line(AsyncContext request, ServletOutputStream out, EventSource source) {}

    private final EventStreams streams;
    private final ReentrantLock writing = new ReentrantLock();

    // under the lock
    private @Nullable Line line;
    private boolean gone;
    private boolean flushed; // not even the headers are, at first
    private boolean beats;
    private boolean last;

    EventStream(EventStreams streams) {
        this.streams = streams;
    }

    /** Takes over the request. */
    void start(HttpServletRequest request, EventSource source) throws IOException {
        writing.lock(); // without a listener a write would block
        try {
            AsyncContext async = request.startAsync();
            async.setTimeout(0);
            async.addListener(this);
            ServletOutputStream out = async.getResponse().getOutputStream();
            line = new Line(async, out, source);
            out.setWriteListener(this);
        } finally {
            writing.unlock();
        }
    }

    /** Writes what there is, as far as the connection takes it. The container calls when it takes more. */
    void pump() {
        writing.lock();
        try {
            Line now = line;
            if (now != null && !gone) {
                write(now);
            }
        } finally {
            writing.unlock();
        }
    }

    private void write(Line now) {
        try {
            while (!gone && now.out.isReady()) {
                if (!flushed) {
                    flushed = true;
                    now.out.flush();
                } else if (last) {
                    complete(now);
                } else if (!wrote(now)) {
                    return;
                }
            }
        } catch (IOException e) {
            LOG.debug("A client that listened has left", e);
            leave(now); // the container ends the request
        } catch (RuntimeException | Error e) {
            LOG.error("A client that listens could not be told of news; its stream ends", e);
            complete(now);
        }
    }

    /** Says that the server is there, where it has nothing else to say. */
    void beat() {
        writing.lock();
        try {
            beats = true;
            pump();
        } finally {
            writing.unlock();
        }
    }

    /** Ends the stream; what is on its way to a client that reads still arrives. */
    void end() {
        writing.lock();
        try {
            last = true;
            pump();
            Line now = line;
            if (now != null && !gone) {
                complete(now);
            }
        } finally {
            writing.unlock();
        }
    }

    /** Whether there was anything. */
    private boolean wrote(Line to) throws IOException {
        String text = to.source.next();
        last |= to.source.ended();
        if (text.isEmpty() && beats) {
            text = HEARTBEAT;
        }
        beats = false;
        if (text.isEmpty()) {
            return last;
        }
        to.out.write(text.getBytes(StandardCharsets.UTF_8));
        flushed = false;
        return true;
    }

    private void complete(Line to) {
        leave(to);
        try {
            to.request.complete();
        } catch (IllegalStateException e) {
            LOG.debug("The container has ended it already", e);
        }
    }

    /** From now on nothing is written: the container may use the connection for something else. */
    private void leave(Line to) {
        gone = true;
        to.source.close();
    }

    /** The container has taken the connection back, or is about to. */
    private void lost() {
        writing.lock();
        try {
            Line to = line;
            if (to != null) {
                leave(to);
            }
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void onWritePossible() {
        streams.soon(this);
    }

    @Override
    public void onError(Throwable failure) {
        LOG.debug("A client that listened has left", failure);
        lost();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        lost();
        streams.remove(this);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        event.getAsyncContext().complete();
    }

    @Override
    public void onError(AsyncEvent event) {
        lost();
        event.getAsyncContext().complete();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
