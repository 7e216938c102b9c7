package io.samui.rest.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.testkit.TinySam1;
import io.samui.core.testkit.time.Spin;
import io.samui.rest.Answer;
import io.samui.rest.Multipart;
import io.samui.rest.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that holds an image with a box, a point, a text and a result of each kind that its model makes; a table of requests for
 * it; and the check that a request left all of it as it was: rows, blobs, and no upload lying about.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
abstract class HostileInput {

    static final String JSON = "application/json";

    private Path directory;
    private TestServer server;
    private String image;
    private List<String> untouched = List.of();

    @BeforeAll
    void start(@TempDir Path temp) {
        directory = temp;
        server = TestServer.startWithTinyModel(temp, settings());
        image = server.upload("shapes.png", "image/png", TinySam1.picture())
                .expect(201)
                .field("id");
        server.post("/annotations", box("230", "")).expect(201);
        server.post("/point-annotations", point("290", "")).expect(201);
        server.patch("/images/" + image, "{\"text_prompt\":\"before\"}").expect(200);
        for (String mode : List.of("inside_box", "point")) {
            String job = server.post("/jobs", "{\"image_ids\":[\"" + image + "\"],\"mode\":\"" + mode + "\"}")
                    .expect(201)
                    .field("id");
            assertThat(server.ended(job).get("status").stringValue()).isEqualTo("completed");
        }
        untouched = everything();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** Further settings of the server. */
    String[] settings() {
        return new String[0];
    }

    final TestServer server() {
        return server;
    }

    /** The id of the image that is there. */
    final String image() {
        return image;
    }

    /** A box on that image, as JSON; more of the object's fields begin with a comma. */
    final String box(String x, String more) {
        return box(x, "40", "130", "110", more);
    }

    final String box(String x, String y, String width, String height, String more) {
        return "{\"image_id\":\"" + image + "\",\"bbox_x\":" + x + ",\"bbox_y\":" + y + ",\"bbox_width\":" + width
                + ",\"bbox_height\":" + height + more + "}";
    }

    final String point(String x, String more) {
        return "{\"image_id\":\"" + image + "\",\"point_x\":" + x + ",\"point_y\":90" + more + "}";
    }

    /** Bytes straight to the socket, and what comes back until the server closes the connection. */
    final Answer raw(String head, byte... body) {
        return RawHttp.exchange(server.port(), head, body);
    }

    final Answer upload(Multipart body) {
        return server.send(body);
    }

    final Answer upload(String filename, byte[] bytes) {
        return server.upload(filename, "image/png", bytes);
    }

    final Table table() {
        return new Table();
    }

    /** Requests that are refused. */
    final class Table {

        private final List<DynamicTest> rows = new ArrayList<>();

        /** A request by what is wrong with it, the status that it gets, a part of the sentence, and how it is made. */
        Table row(String name, int status, String sentence, Supplier<Answer> request) {
            rows.add(DynamicTest.dynamicTest(name, () -> {
                List<String> before = untouched;

                request.get().expectProblem(status, sentence);

                untouched = everything();
                assertThat(untouched).isEqualTo(before);
            }));
            return this;
        }

        Stream<DynamicTest> rows() {
            return rows.stream();
        }
    }

    /** All that could have been changed. */
    final List<String> everything() {
        // an upload's file goes when its request has ended, which is a moment after its answer
        Spin.until(() -> filesBelow("uploads").isEmpty());
        return Stream.concat(server.everythingStored().stream(), filesBelow("blobs").stream())
                .toList();
    }

    /** Path, size and time of change of each file, temporary ones too. */
    final List<String> filesBelow(String folder) {
        try (Stream<Path> files = Files.walk(directory.resolve(folder))) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(HostileInput::describe)
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of("one of them went while it was looked at: " + e.getMessage());
        }
    }

    private static String describe(Path file) {
        try {
            return file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
