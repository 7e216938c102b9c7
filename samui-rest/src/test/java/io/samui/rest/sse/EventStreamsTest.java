package io.samui.rest.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.testkit.time.ManualScheduler;
import io.samui.core.testkit.time.Spin;
import io.samui.rest.EventClient;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Streams on a real container, whose connections hold little on the way. */
@Timeout(120)
class EventStreamsTest {

    private static final String BIG = "x".repeat(16 * 1024);

    @TempDir
    private Path directory;

    private final List<Said> sources = new CopyOnWriteArrayList<>();
    private final List<EventClient> clients = new ArrayList<>();
    private Tomcat tomcat;
    private EventStreams streams;

    @AfterEach
    void stop() throws Exception {
        for (EventClient client : clients) {
            client.close();
        }
        streams.close();
        tomcat.stop();
        tomcat.destroy();
    }

    @Test
    void what_is_said_is_heard_in_order() throws Exception {
        start(oneThread(), 10, Duration.ofSeconds(60));
        EventClient client = listen();
        for (int i = 0; i < 100; i++) {
            sources.get(0).say("data: " + i + "\n\n");
        }
        for (int i = 0; i < 100; i++) {
            assertThat(client.next().data()).isEqualTo(String.valueOf(i));
        }

        sources.get(0).end();
        assertThat(client.next()).as("ended").isNull();
        Spin.until(() -> streams.size() == 0);
        assertThat(sources.get(0).closed).isTrue();
    }

    @Test
    void a_client_hears_of_the_server_every_15_seconds() throws Exception {
        ManualScheduler scheduler = new ManualScheduler();
        start(scheduler, 10, Duration.ofSeconds(60));
        EventClient client = listen();
        Spin.until(() -> sources.get(0).asked > 0); // the container's thread is done with it

        for (int i = 0; i < 3; i++) {
            scheduler.advance(Duration.ofSeconds(15).minusMillis(1));
            sources.get(0).say("data: " + i + "\n\n");
            scheduler.advance(Duration.ofMillis(1));
            assertThat(client.next().data()).as("no heartbeat beside an event").isEqualTo(String.valueOf(i));
            scheduler.advance(Duration.ofSeconds(15));
            assertThat(client.next().comment()).isEqualTo("");
        }
    }

    @Test
    void a_client_that_stops_reading_holds_nobody_up_and_goes_on_where_it_stopped() throws Exception {
        start(oneThread(), 10, Duration.ofSeconds(60));
        EventClient stopped = EventClient.openSmall(port(), "/");
        clients.add(stopped);
        EventClient reading = listen();
        EventClient reading2 = listen();

        for (int i = 0; i < 200; i++) {
            String event = "id: " + i + "\ndata: " + BIG + "\n\n";
            sources.forEach(source -> source.say(event));
        }
        for (int i = 0; i < 200; i++) {
            assertThat(reading.next().id()).isEqualTo(String.valueOf(i));
            assertThat(reading2.next().id()).isEqualTo(String.valueOf(i));
        }

        assertThat(sources.get(0).left())
                .as("what waits for the one that stopped")
                .isGreaterThan(100);
        for (int i = 0; i < 200; i++) {
            assertThat(stopped.next().id()).isEqualTo(String.valueOf(i));
        }
    }

    @Test
    void a_client_that_has_stopped_reading_for_long_is_given_up() throws Exception {
        start(oneThread(), 10, Duration.ofSeconds(1));
        clients.add(EventClient.openSmall(port(), "/"));
        for (int i = 0; i < 200; i++) {
            sources.get(0).say("data: " + BIG + "\n\n");
        }

        Spin.until(() -> streams.size() == 0);

        assertThat(sources.get(0).closed).isTrue();
    }

    @Test
    void a_client_that_has_left_shows_when_something_is_sent() throws Exception {
        start(oneThread(), 10, Duration.ofSeconds(60));
        EventClient leaving = listen();
        EventClient staying = listen();
        leaving.close();

        Spin.until(() -> {
            sources.forEach(source -> source.say(":\n\n"));
            return streams.size() == 1;
        });

        assertThat(sources.get(0).closed).isTrue();
        sources.get(1).say("data: still here\n\n");
        assertThat(nextData(staying)).isEqualTo("still here");
    }

    /** A failed write must not be noted in what the container has given to the next connection by then. */
    @Test
    void clients_that_leave_break_nobody_elses_connection() throws Exception {
        start(oneThread(), 1_000, Duration.ofSeconds(60));
        AtomicBoolean stop = new AtomicBoolean();
        Thread news = new Thread(() -> {
            while (!stop.get()) {
                sources.stream()
                        .filter(source -> !source.closed && source.left() == 0)
                        .forEach(source -> source.say("data: x\n\n"));
            }
        });
        news.start();
        try {
            for (int i = 0; i < 300; i++) {
                try (EventClient client = EventClient.open(port(), "/")) {
                    assertThat(client.status()).as("client %d", i).isEqualTo(200);
                }
            }
        } finally {
            stop.set(true);
            news.join();
        }
    }

    @Test
    void a_source_that_fails_ends_its_stream_only() throws Exception {
        start(oneThread(), 10, Duration.ofSeconds(60));
        EventClient broken = listen();
        EventClient whole = listen();

        sources.get(0).fail();
        sources.get(1).say("data: on\n\n");

        assertThat(broken.next()).isNull();
        assertThat(whole.next().data()).isEqualTo("on");
        assertThat(sources.get(0).closed).isTrue();
    }

    @Test
    void closing_ends_every_stream_and_the_container_stops_though_one_client_does_not_read() throws Exception {
        start(oneThread(), 10, Duration.ofSeconds(2));
        EventClient reading = listen();
        EventClient stopped = EventClient.openSmall(port(), "/");
        clients.add(stopped);
        sources.get(0).say("data: last\n\n");
        for (int i = 0; i < 200; i++) {
            sources.get(1).say("data: " + BIG + "\n\n");
        }
        assertThat(reading.next().data()).isEqualTo("last");

        streams.close();

        assertThat(reading.next()).as("ended").isNull();
        Spin.until(() -> streams.size() == 0);
        assertThat(sources).allMatch(source -> source.closed);
        assertThat(statusOf("/")).isEqualTo(503);
    }

    @Test
    void only_so_many_may_listen_at_a_time() throws Exception {
        start(oneThread(), 2, Duration.ofSeconds(60));
        listen();
        EventClient second = listen();

        assertThat(statusOf("/")).isEqualTo(503);
        assertThat(sources).as("nothing was opened for the third").hasSize(2);

        sources.get(1).end();
        assertThat(second.next()).isNull();
        Spin.until(() -> streams.size() == 1);
        assertThat(listen().status()).isEqualTo(200);
    }

    @Test
    void a_request_that_gets_no_stream_takes_no_place() throws Exception {
        start(oneThread(), 1, Duration.ofSeconds(60));

        assertThat(statusOf("/ended")).isEqualTo(204);
        assertThat(sources.get(0).closed).isTrue();
        assertThat(statusOf("/broken")).isEqualTo(500);
        assertThat(streams.size()).isZero();
        assertThat(listen().status()).isEqualTo(200);
    }

    private int statusOf(String path) throws IOException {
        try (EventClient client = EventClient.open(port(), path)) {
            return client.status();
        }
    }

    private static String nextData(EventClient client) throws IOException {
        EventClient.Event event = client.next();
        while (event.data() == null) {
            event = client.next();
        }
        return event.data();
    }

    private EventClient listen() throws IOException {
        EventClient client = EventClient.open(port(), "/");
        clients.add(client);
        return client;
    }

    private int port() {
        return tomcat.getConnector().getLocalPort();
    }

    private static ScheduledExecutorService oneThread() {
        return new ScheduledThreadPoolExecutor(1);
    }

    private void start(ScheduledExecutorService sender, int most, Duration writeTimeout) throws LifecycleException {
        streams = new EventStreams(sender, most);
        tomcat = new Tomcat();
        tomcat.setBaseDir(directory.toString());
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("socket.txBufSize", "4096");
        connector.setProperty("processorCache", "0"); // as in application.yaml
        connector.setProperty("connectionTimeout", String.valueOf(writeTimeout.toMillis()));
        tomcat.setConnector(connector);
        var context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "events", new Servlet()).setAsyncSupported(true);
        context.addServletMappingDecoded("/*", "events");
        tomcat.start();
    }

    private final class Servlet extends HttpServlet {

        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            try {
                streams.open(request, response, news -> {
                    if (request.getRequestURI().equals("/broken")) {
                        throw new IllegalStateException("broken");
                    }
                    Said source = new Said(news, request.getRequestURI().equals("/ended"));
                    sources.add(source);
                    return source;
                });
            } catch (StreamRefusedException e) {
                response.sendError(503);
            } catch (IllegalStateException e) {
                response.sendError(500);
            }
        }
    }

    /** Says one thing at a time. */
    private static final class Said implements EventSource {

        private final Queue<String> texts = new ConcurrentLinkedQueue<>();
        private final Runnable news;
        private volatile boolean ended;
        private volatile boolean broken;
        private volatile boolean closed;
        private volatile int asked;

        private Said(Runnable news, boolean ended) {
            this.news = news;
            this.ended = ended;
        }

        private void say(String text) {
            texts.add(text);
            news.run();
        }

        private void end() {
            ended = true;
            news.run();
        }

        private void fail() {
            broken = true;
            news.run();
        }

        private int left() {
            return texts.size();
        }

        @Override
        public String next() {
            if (broken) {
                throw new IllegalStateException("The source is broken on purpose");
            }
            String text = texts.poll();
            asked++;
            return text == null ? "" : text;
        }

        @Override
        public boolean ended() {
            return ended && texts.isEmpty();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
