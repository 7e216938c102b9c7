package io.samui.rest.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.testkit.TinySam1;
import io.samui.core.testkit.time.Spin;
import io.samui.rest.EventClient;
import io.samui.rest.EventClient.Event;
import io.samui.rest.Hold;
import io.samui.rest.TestServer;
import io.samui.rest.sse.EventStreams;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Timeout(300)
class JobEventApiTest {

    @TempDir
    private static Path directory;

    private static TestServer server;

    private final List<EventClient> clients = new ArrayList<>();
    private final List<String> submitted = new ArrayList<>();

    @BeforeAll
    static void start() {
        server = TestServer.startWithTinyModel(directory);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void leave() throws IOException {
        submitted.forEach(server::ended);
        for (EventClient client : clients) {
            client.close();
        }
    }

    @Test
    void a_job_is_followed_from_where_it_stands_to_its_end() throws Exception {
        List<Event> events;
        String job;
        try (Hold hold = new Hold(server, 1)) {
            job = submit(images(4));
            hold.awaitHeld();
            EventClient client = listen("/jobs/" + job + "/events");
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.header("content-type")).isEqualTo("text/event-stream;charset=UTF-8");
            assertThat(client.header("cache-control")).isEqualTo("no-cache");
            assertThat(client.header("x-accel-buffering")).isEqualTo("no");
            assertThat(client.header("access-control-allow-origin")).isNull();
            assertThat(client.next().retry()).isEqualTo("3000");
            Event snapshot = client.next();
            assertThat(snapshot.name()).isEqualTo("snapshot");
            JsonNode state = snapshot.json().get("jobs").get(0);
            assertThat(snapshot.json().get("jobs").size()).isEqualTo(1);
            assertThat(state.get("id").stringValue()).isEqualTo(job);
            assertThat(state.get("status").stringValue()).isEqualTo("running");
            assertThat(state.get("phase").stringValue()).isEqualTo("processing");
            assertThat(state.get("image_count").intValue()).isEqualTo(4);
            assertThat(state.get("processed_count").intValue()).isEqualTo(1);
            hold.close();
            events = rest(client);
            events.add(0, snapshot);
        }

        assertThat(ids(events)).isSorted().doesNotHaveDuplicates().hasSize(events.size());
        assertThat(events.subList(1, events.size() - 1))
                .allMatch(event -> event.name().equals("progress"));
        assertThat(events.get(events.size() - 1).name()).isEqualTo("end");
        assertThat(positions(events)).as("those after the snapshot").containsExactly(1, 2, 3);
        JsonNode end = events.get(events.size() - 1).json().get("job");
        assertThat(end.get("status").stringValue()).isEqualTo("completed");
        assertThat(end.get("succeeded_count").intValue()).isEqualTo(4);
        assertThat(end.get("processed_count").intValue()).isEqualTo(4);
        assertThat(Stream.of("phase", "throughput", "estimated_completion_at"))
                .allSatisfy(name -> assertThat(end.get(name).isNull()).isTrue());
    }

    @Test
    void all_jobs_are_followed_from_the_queue_on() throws Exception {
        EventClient client = listen("/jobs/events");
        assertThat(client.nextNamed().name()).isEqualTo("snapshot");

        for (int i = 0; i < 2; i++) {
            String job = submit(images(1));
            Event event = client.nextNamed();
            while (!event.name().equals("end")) {
                assertThat(event.json().get("job").get("id").stringValue()).isEqualTo(job);
                event = client.nextNamed();
            }
            assertThat(event.json().get("job").get("id").stringValue()).isEqualTo(job);
        }
    }

    @Test
    void the_snapshot_of_all_jobs_has_those_that_have_not_ended() throws Exception {
        try (Hold hold = new Hold(server, 1)) {
            String running = submit(images(2));
            hold.awaitHeld();
            String queued = submit(images(1));

            JsonNode jobs = listen("/jobs/events").nextNamed().json().get("jobs");

            assertThat(jobs.values())
                    .extracting(job -> job.get("id").stringValue() + " "
                            + job.get("status").stringValue() + " "
                            + job.get("processed_count").intValue())
                    .containsExactly(running + " running 1", queued + " queued 0");
        }
    }

    @Test
    void a_job_that_has_ended_is_told_with_its_end_and_who_knows_that_need_not_come_again() throws Exception {
        String job = submit(images(1));
        server.ended(job);

        List<Event> events = rest(listen("/jobs/" + job + "/events"));

        assertThat(events).extracting(Event::name).containsExactly("snapshot", "end");
        assertThat(events.get(0).json().get("jobs").get(0))
                .isEqualTo(events.get(1).json().get("job"));
        String last = events.get(1).id();
        server.get("/jobs/" + job + "/events", "Last-Event-ID", last).expect(204);
    }

    @Test
    void a_client_that_comes_again_gets_what_it_missed() throws Exception {
        EventClient first = listen("/jobs/events");
        String seen = first.nextNamed().id();
        first.close();
        String job = submit(images(3));
        server.ended(job);

        List<Event> one = rest(listen("/jobs/" + job + "/events", "Last-Event-ID", seen));
        Event all = listen("/jobs/events", "Last-Event-ID", seen).nextNamed();

        assertThat(one).extracting(Event::name).containsExactly("end");
        assertThat(Long.parseLong(one.get(0).id())).isGreaterThan(Long.parseLong(seen));
        assertThat(positions(one)).containsExactly(0, 1, 2);
        assertThat(all).isEqualTo(one.get(0));
    }

    @Test
    void an_id_that_is_not_known_gets_the_snapshot() throws Exception {
        String future = listen("/jobs/events").nextNamed().id() + "0";

        for (String id : List.of("1", future, "-1", "abc", "99999999999999999999", "1.5", "é")) {
            Event event = listen("/jobs/events", "Last-Event-ID", id).nextNamed();
            assertThat(event.name()).as(id).isEqualTo("snapshot");
        }
    }

    @Test
    void ids_grow_over_a_restart_and_those_from_before_get_the_snapshot(@TempDir Path other) throws Exception {
        String job;
        String before;
        try (TestServer first = TestServer.startWithTinyModel(other)) {
            job = submit(first, images(first, 1));
            List<Event> events = rest(EventClient.open(first.port(), "/jobs/" + job + "/events"));
            before = events.get(events.size() - 1).id();
        }
        try (TestServer second = TestServer.startWithTinyModel(other);
                EventClient all = EventClient.open(second.port(), "/jobs/events", "Last-Event-ID", before);
                EventClient one =
                        EventClient.open(second.port(), "/jobs/" + job + "/events", "Last-Event-ID", before)) {
            Event event = all.nextNamed();
            assertThat(event.name()).isEqualTo("snapshot");
            assertThat(Long.parseLong(event.id())).isGreaterThan(Long.parseLong(before));
            assertThat(rest(one)).extracting(Event::name).containsExactly("snapshot", "end");
        }
    }

    @Test
    void the_job_itself_says_how_it_gets_on() throws Exception {
        String job;
        try (Hold hold = new Hold(server, 2)) {
            job = submit(images(3));
            hold.awaitHeld();

            JsonNode running = server.get("/jobs/" + job).expect(200).json();
            assertThat(running.get("phase").stringValue()).isEqualTo("processing");
            assertThat(running.get("throughput").doubleValue()).isPositive();
            assertThat(running.get("estimated_completion_at").stringValue())
                    .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z")
                    .isGreaterThan(running.get("started_at").stringValue());
            String listed =
                    server.get("/jobs?limit=1").json().get(0).get("phase").stringValue();
            assertThat(listed).isEqualTo("processing");
            JsonNode queued = server.get("/jobs/" + submit(images(1))).json();
            assertThat(queued.get("phase").isNull()).isTrue();
        }
        JsonNode ended = server.ended(job);
        assertThat(Stream.of("phase", "throughput", "estimated_completion_at"))
                .allSatisfy(name -> assertThat(ended.get(name).isNull()).isTrue());
    }

    @Test
    void before_the_model_has_begun_it_is_being_loaded() throws Exception {
        try (Hold hold = new Hold(server, 0)) {
            String job = submit(images(1));
            hold.awaitHeld();

            JsonNode running = server.get("/jobs/" + job).expect(200).json();
            assertThat(running.get("phase").stringValue()).isEqualTo("loading_model");
            assertThat(running.get("throughput").isNull()).isTrue();
            assertThat(running.get("estimated_completion_at").isNull()).isTrue();
        }
    }

    @Test
    void a_request_that_makes_no_sense_gets_a_sentence() {
        server.get("/jobs/" + UUID.randomUUID() + "/events").expectProblem(404, "Job not found");
        server.get("/jobs/x/events").expectProblem(400, "UUID");
        server.send("POST", "/jobs/events", BodyPublishers.noBody()).expectProblem(405, "GET");
        server.get("/jobs/events", "Host", "evil.example").expectProblem(403, "Host");
    }

    @Test
    void a_request_for_the_headers_alone_gets_no_stream() {
        assertThat(server.send("HEAD", "/jobs/events", BodyPublishers.noBody())
                        .expect(200)
                        .header("content-type"))
                .startsWith("text/event-stream");
    }

    @Test
    void more_clients_than_are_allowed_are_asked_to_come_later(@TempDir Path other) throws Exception {
        try (TestServer small = TestServer.startWithTinyModel(other, "--samui.rest.max-event-streams=2");
                EventClient first = EventClient.open(small.port(), "/jobs/events");
                EventClient second = EventClient.open(small.port(), "/jobs/events")) {
            assertThat(List.of(first.status(), second.status())).containsOnly(200);

            assertThat(small.get("/jobs/events")
                            .expectProblem(503, "2 clients listen to events already")
                            .header("retry-after"))
                    .isEqualTo("10");
            small.get("/jobs").expect(200);
        }
        assertThatThrownBy(() -> TestServer.start(other, "--samui.rest.max-event-streams=0"))
                .hasStackTraceContaining("samui.rest.max-event-streams must be at least 1");
        assertThatThrownBy(() -> TestServer.start(other, "--samui.rest.max-event-stream=9"))
                .hasStackTraceContaining("Did you mean samui.rest.max-event-streams?");
    }

    @Test
    void two_hundred_clients_hold_no_threads_and_all_hear_of_the_end() throws Exception {
        listen("/jobs/events").nextNamed();
        int before = Thread.activeCount();
        List<EventClient> many = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            EventClient client = listen("/jobs/events");
            assertThat(client.nextNamed().name()).isEqualTo("snapshot");
            many.add(client);
        }
        assertThat(Thread.activeCount() - before)
                .as("threads that came with them")
                .isLessThan(20);

        String job = submit(images(2));

        for (EventClient client : many) {
            Event event = client.nextNamed();
            while (!event.name().equals("end")) {
                event = client.nextNamed();
            }
            assertThat(event.json().get("job").get("id").stringValue()).isEqualTo(job);
        }
    }

    /** Without the end of all streams at the beginning of a stop, the server would wait for them as long as it is allowed to. */
    @Test
    void a_server_that_stops_ends_the_streams_and_waits_for_none(@TempDir Path other) throws Exception {
        TestServer stopping = TestServer.startWithTinyModel(other, "--spring.lifecycle.timeout-per-shutdown-phase=1h");
        List<EventClient> open = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            EventClient client = EventClient.open(stopping.port(), "/jobs/events");
            client.nextNamed();
            open.add(client);
        }
        EventStreams streams = stopping.context().getBean(EventStreams.class);

        stopping.close();

        for (EventClient client : open) {
            assertThat(client.nextNamed()).as("an end, not a broken connection").isNull();
            client.close();
        }
        Spin.until(() -> streams.size() == 0);
    }

    private EventClient listen(String path, String... headers) throws IOException {
        EventClient client = EventClient.open(server.port(), path, headers);
        clients.add(client);
        return client;
    }

    private static List<Event> rest(EventClient client) throws IOException {
        List<Event> events = new ArrayList<>();
        for (Event event = client.nextNamed(); event != null; event = client.nextNamed()) {
            events.add(event);
        }
        return events;
    }

    private static List<Long> ids(List<Event> events) {
        return events.stream()
                .map(Event::id)
                .filter(id -> id != null)
                .map(Long::valueOf)
                .toList();
    }

    private static List<Integer> positions(List<Event> events) {
        return events.stream()
                .map(Event::json)
                .filter(data -> data.has("ended_items"))
                .flatMap(data -> data.get("ended_items").values().stream())
                .map(item -> item.get("position").intValue())
                .toList();
    }

    private String submit(List<String> images) {
        String job = submit(server, images);
        submitted.add(job);
        return job;
    }

    private static String submit(TestServer to, List<String> images) {
        return to.post("/jobs", "{\"image_ids\":[\"" + String.join("\",\"", images) + "\"]}")
                .expect(201)
                .field("id");
    }

    private static List<String> images(int count) {
        return images(server, count);
    }

    private static List<String> images(TestServer of, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    String image = of.upload("shapes.png", "image/png", TinySam1.picture())
                            .expect(201)
                            .field("id");
                    of.post(
                                    "/annotations",
                                    "{\"image_id\":\"" + image
                                            + "\",\"bbox_x\":230,\"bbox_y\":40,\"bbox_width\":130,\"bbox_height\":110}")
                            .expect(201);
                    return image;
                })
                .toList();
    }
}
