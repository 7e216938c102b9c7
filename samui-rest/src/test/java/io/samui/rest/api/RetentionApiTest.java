package io.samui.rest.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.testkit.TinySam1;
import io.samui.core.testkit.time.Spin;
import io.samui.rest.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server with {@code samui.history.keep} says of results that it no longer keeps. */
class RetentionApiTest {

    @TempDir
    private Path directory;

    private String image;

    @Test
    void a_result_that_is_no_longer_kept_is_not_found_and_the_latest_stays() {
        List<String> results;
        try (TestServer server = TestServer.startWithTinyModel(directory)) {
            image = server.upload("shapes.png", "image/png", TinySam1.picture())
                    .expect(201)
                    .field("id");
            results = Stream.of(40, 60, 80).map(x -> process(server, x)).toList();
            results.forEach(result -> server.get("/results/" + result).expect(200));
        }

        try (TestServer server = TestServer.startWithTinyModel(directory, "--samui.history.keep=1")) {
            String latest = results.get(2);
            Spin.until(() -> history(server).equals(List.of(latest)));

            for (String gone : results.subList(0, 2)) {
                for (String part : List.of("", "/mask", "/coco")) {
                    server.get("/results/" + gone + part).expectProblem(404, "Result not found");
                }
            }
            for (String part : List.of("", "/mask", "/coco")) {
                server.get("/results/" + latest + part).expect(200);
            }
            Spin.until(() -> server.blobs().stream()
                    .noneMatch(blob -> results.subList(0, 2).stream().anyMatch(blob::contains)));
            assertThat(server.get("/process/mask/" + image).expect(200).bytes())
                    .isEqualTo(server.get("/results/" + latest + "/mask").bytes());
        }
    }

    private String process(TestServer server, int x) {
        server.post(
                        "/annotations",
                        "{\"image_id\":\"%s\",\"bbox_x\":%d,\"bbox_y\":40,\"bbox_width\":130,\"bbox_height\":110}"
                                .formatted(image, x))
                .expect(201);
        String job = server.post("/jobs", "{\"image_ids\":[\"" + image + "\"]}")
                .expect(201)
                .field("id");
        server.ended(job);
        return history(server).get(0);
    }

    private List<String> history(TestServer server) {
        return server.get("/images/" + image + "/history").expect(200).json().values().stream()
                .map(entry -> entry.get("id").stringValue())
                .toList();
    }
}
