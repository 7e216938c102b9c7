package io.samui.rest.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.rest.Answer;
import io.samui.rest.TestImages;
import io.samui.rest.TestServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageViewApiTest {

    @TempDir
    private static Path directory;

    private static TestServer server;

    private static String image;

    @BeforeAll
    static void start() {
        server = TestServer.start(directory);
        image = server.upload("photo.tiff", "image/tiff", TestImages.tiff(600, 400))
                .expect(201)
                .field("id");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_view_is_a_jpeg_of_the_whole_image_whatever_the_original_is() throws IOException {
        Answer view = server.get("/images/" + image + "/view", "Accept", "image/avif,image/webp,*/*")
                .expect(200);

        assertThat(view.header("content-type")).isEqualTo("image/jpeg");
        assertThat(view.header("x-content-type-options")).isEqualTo("nosniff");
        BufferedImage seen = picture(view);
        assertThat(seen.getWidth()).isEqualTo(600);
        assertThat(seen.getHeight()).isEqualTo(400);
        assertThat(seen.getRGB(40, 25) >> 16 & 0xFF).isGreaterThan(200);
        assertThat(seen.getRGB(40, 25) & 0xFF).isLessThan(60);
    }

    @Test
    void views_and_thumbnails_are_as_small_as_asked_for_and_never_larger_than_the_image() throws IOException {
        assertThat(picture(server.get("/images/" + image + "/view?max=150").expect(200))
                        .getWidth())
                .isEqualTo(150);
        assertThat(picture(server.get("/images/" + image + "/view?max=16384").expect(200))
                        .getWidth())
                .isEqualTo(600);
        assertThat(picture(server.get("/images/" + image + "/thumbnail").expect(200))
                        .getWidth())
                .isEqualTo(256);
        assertThat(picture(server.get("/images/" + image + "/thumbnail?size=64").expect(200))
                        .getHeight())
                .isEqualTo(43);
    }

    @Test
    void a_browser_asks_again_each_time_and_is_told_that_nothing_changed() {
        for (String path : new String[] {"/images/" + image + "/view", "/images/" + image + "/thumbnail"}) {
            Answer first = server.get(path).expect(200);
            assertThat(first.header("cache-control")).isEqualTo("no-cache");
            String etag = first.header("etag");
            assertThat(etag).matches("\"[^\"]+\"");

            for (String sent : new String[] {etag, "W/" + etag, "\"other\", " + etag, "*"}) {
                Answer again = server.get(path, "If-None-Match", sent).expect(304);
                assertThat(again.bytes()).isEmpty();
                assertThat(again.header("etag")).isEqualTo(etag);
                assertThat(again.header("cache-control")).isEqualTo("no-cache");
            }
            server.get(path, "If-None-Match", "\"other\"").expect(200);
            assertThat(server.get(path + (path.endsWith("view") ? "?max=99" : "?size=99"), "If-None-Match", etag)
                            .expect(200)
                            .header("etag"))
                    .isNotEqualTo(etag);
        }
    }

    @Test
    void an_image_that_is_not_there_has_no_view() {
        server.get("/images/" + UUID.randomUUID() + "/view").expectProblem(404, "Image not found");
        server.get("/images/" + UUID.randomUUID() + "/thumbnail", "Accept", "image/*")
                .expectProblem(404, "Image not found");
        server.get("/images/7/view").expectProblem(400, "UUID");
    }

    private static BufferedImage picture(Answer answer) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(answer.bytes()));
    }
}
