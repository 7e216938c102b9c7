package io.samui.rest.http;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.InputBuffer;

/**
 * Reads every body as a {@link PacedBody}. A thread is held as long as a body comes, and a byte now and then would hold it for
 * ever. A filter is too late for this: the container reads uploads past what filters wrap.
 */
final class PaceValve extends ValveBase {

    private final Duration window;

    PaceValve(Duration window) {
        super(/* asyncSupported= */ true);
        this.window = window;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        org.apache.coyote.Request coyote = request.getCoyoteRequest();
        InputBuffer body = coyote.getInputBuffer();
        coyote.setInputBuffer(new PacedBody(coyote, body, window, System::nanoTime));
        try {
            getNext().invoke(request, response);
        } finally {
            coyote.setInputBuffer(body); // the container uses it again for the connection's next request
        }
    }
}
