package io.samui.rest.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.rest.Answer;
import io.samui.rest.TestImages;
import io.samui.rest.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {

    private static final List<String> NEWEST_FIRST = new ArrayList<>();

    @TempDir
    private static Path directory;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(directory);
        for (int i = 0; i < 5; i++) {
            NEWEST_FIRST.add(0, upload());
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void following_the_links_shows_every_image_once_and_ends() {
        List<String> seen = new ArrayList<>();
        int pages = 0;
        for (String next = "/images?limit=2"; next != null; pages++) {
            Answer page = server.get(next).expect(200);
            page.json()
                    .get("images")
                    .values()
                    .forEach(image -> seen.add(image.get("id").stringValue()));
            assertThat(page.json().get("total").intValue()).isEqualTo(5);
            next = next(page);
        }

        assertThat(seen).isEqualTo(NEWEST_FIRST);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void a_page_goes_on_where_the_one_before_ended_whatever_was_added_meanwhile() {
        String next = next(server.get("/images?limit=4"));
        String id = upload();

        Answer page = server.get(next);

        assertThat(page.json().get("images").values())
                .extracting(image -> image.get("id").stringValue())
                .containsExactly(NEWEST_FIRST.get(4));
        server.delete("/images/" + id).expect(204);
    }

    @Test
    void a_list_that_is_complete_has_no_link() {
        assertThat(server.get("/images").header("link")).isNull();
        assertThat(server.get("/images?limit=5").header("link")).isNull();
        assertThat(server.get("/images?limit=10000").header("link")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/images", "/jobs", "/images/history"})
    void a_limit_or_cursor_that_does_not_fit_is_refused(String list) {
        server.get(list + "?limit=0").expectProblem(400, "limit must be");
        server.get(list + "?limit=-1").expectProblem(400, "limit must be");
        server.get(list + "?limit=10001").expectProblem(400, "limit must be");
        server.get(list + "?limit=99999999999").expectProblem(400, "limit must be");
        server.get(list + "?limit=ten").expectProblem(400, "limit must be");
        server.get(list + "?limit=").expectProblem(400, "limit must be");
        server.get(list + "?cursor=nonsense").expectProblem(400, "cursor");
        server.get(list + "?cursor=%2e%2e").expectProblem(400, "cursor");
    }

    @Test
    void a_cursor_fits_only_the_list_that_gave_it_out() {
        String cursor = next(server.get("/images?limit=2")).replaceFirst(".*cursor=", "");

        server.get("/images?cursor=" + cursor).expect(200);
        server.get("/jobs?cursor=" + cursor).expectProblem(400, "cursor");
    }

    private static String upload() {
        return server.upload("photo.png", "image/png", TestImages.png(30, 20))
                .expect(201)
                .field("id");
    }

    private static String next(Answer page) {
        String link = page.header("link");
        if (link == null) {
            return null;
        }
        assertThat(link).matches("<[^>]+>; rel=\"next\"");
        return link.substring(1, link.indexOf('>'));
    }
}
