package io.samui.rest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.apache.coyote.InputBuffer;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.junit.jupiter.api.Test;

class PacedBodyTest {

    private static final Duration WINDOW = Duration.ofSeconds(20);

    private final Request request = new Request();
    private final Client client = new Client();
    private final PacedBody body = new PacedBody(request, client, WINDOW, () -> client.now);

    /** Sends so much after so long. */
    private static final class Client implements InputBuffer {
        private long now;
        private int bytes;
        private Duration pause = Duration.ZERO;

        @Override
        public int doRead(ApplicationBufferHandler handler) throws IOException {
            now += pause.toNanos();
            return bytes;
        }

        @Override
        public int available() {
            return 7;
        }
    }

    @Test
    void a_byte_a_second_is_given_up_after_the_window() throws IOException {
        client.bytes = 1;
        client.pause = Duration.ofSeconds(1);
        for (int i = 1; i < WINDOW.toSeconds(); i++) {
            assertThat(body.doRead(null)).isEqualTo(1);
        }

        assertThatThrownBy(() -> body.doRead(null)).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void who_sent_much_at_first_is_not_waited_for_longer() throws IOException {
        client.bytes = 100_000_000;
        client.pause = WINDOW;
        body.doRead(null);
        client.bytes = 1;

        assertThatThrownBy(() -> body.doRead(null)).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void a_slow_line_may_take_hours() throws IOException {
        client.bytes = 8 * PacedBody.BYTES_PER_SECOND;
        client.pause = Duration.ofSeconds(7);
        for (int i = 0; i < 10_000; i++) {
            assertThat(body.doRead(null)).isPositive();
        }
    }

    /** A disk that is slow is not the client's fault. */
    @Test
    void the_time_between_two_reads_does_not_count() throws IOException {
        client.bytes = 1;
        client.pause = Duration.ofMillis(1);
        for (int i = 0; i < 100; i++) {
            client.now += Duration.ofMinutes(1).toNanos();
            assertThat(body.doRead(null)).isEqualTo(1);
        }
    }

    @Test
    void the_end_of_a_body_is_never_too_late() throws IOException {
        client.bytes = -1;
        client.pause = Duration.ofHours(1);

        assertThat(body.doRead(null)).isEqualTo(-1);
        assertThat(body.available()).isEqualTo(7);
    }
}
