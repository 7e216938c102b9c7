package io.samui.rest.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.coyote.ActionCode;
import org.apache.coyote.InputBuffer;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * A request's body that gives up when less than {@value #BYTES_PER_SECOND} bytes a second come over a while. Only the time spent
 * waiting for the client counts. For one thread.
 */
final class PacedBody implements InputBuffer {

    /** Far below the slowest line that a photo was ever sent over, and far above what keeps a connection open for nothing. */
    static final int BYTES_PER_SECOND = 1024;

    private final Request request;
    private final InputBuffer body;
    private final Duration window;
    private final LongSupplier nanoTime;

    private long waited;
    private long received;

    PacedBody(Request request, InputBuffer body, Duration window, LongSupplier nanoTime) {
        this.request = request;
        this.body = body;
        this.window = window;
        this.nanoTime = nanoTime;
    }

    /**
     * Waits for more of the body.
     *
     * @throws SocketTimeoutException when the client is silent for the container's own time-out, or too slow; the container makes
     *                                408 of it
     */
    @Override
    public int doRead(ApplicationBufferHandler handler) throws IOException {
        long before = nanoTime.getAsLong();
        int count;
        try {
            count = body.doRead(handler);
        } catch (SocketTimeoutException e) {
            throw givenUp(e);
        }
        waited += nanoTime.getAsLong() - before;
        if (count > 0) {
            received += count;
            requirePace();
        }
        return count;
    }

    private void requirePace() throws SocketTimeoutException {
        if (waited < window.toNanos()) {
            return;
        }
        if (received < window.toSeconds() * BYTES_PER_SECOND) {
            throw givenUp(new SocketTimeoutException(received + " bytes came in " + window));
        }
        waited = 0;
        received = 0;
    }

    /** Without this the thread would wait for the rest once more, only to pass over it. */
    private SocketTimeoutException givenUp(SocketTimeoutException e) {
        request.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        return e;
    }

    @Override
    public int available() {
        return body.available();
    }
}
