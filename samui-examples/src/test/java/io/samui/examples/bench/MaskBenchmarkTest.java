package io.samui.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.samui.core.mask.BinaryMask;
import io.samui.examples.bench.MaskBenchmark.Made;
import io.samui.examples.bench.MaskBenchmark.Scene;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MaskBenchmarkTest {

    @ParameterizedTest
    @EnumSource(Scene.class)
    void the_short_form_measures_everything_beside_its_baseline(Scene scene) throws Exception {
        List<Measurement> figures = MaskBenchmark.run(scene, 400, 300, 1, 3);
        assertThat(figures).hasSize(5).allSatisfy(figure -> {
            assertThat(figure.median()).isPositive().isGreaterThanOrEqualTo(figure.fastest());
            assertThat(figure.allocated()).isPositive();
        });
    }

    @Test
    void a_12_megapixel_instance_takes_far_less_memory_than_its_pixels() throws Exception {
        var logits = MaskBenchmark.logits(Scene.OBJECT, 4000, 3000);
        MaskBenchmark.make(logits, true);
        Measurement mask = Measurement.of("mask", 1, 3, () -> MaskBenchmark.make(logits, false));
        Measurement png = Measurement.of("png", 1, 3, () -> MaskBenchmark.make(logits, true));
        assertThat(mask.allocated()).isLessThan(1_000_000);
        assertThat(png.allocated()).isLessThan(4_000_000);
    }

    @Test
    void area_and_box_are_the_plain_loops() {
        var logits = MaskBenchmark.logits(Scene.OBJECT, 600, 1300);
        Made made = MaskBenchmark.make(logits, false);
        PlainMask plain = PlainMask.threshold(logits, 0);
        MaskBenchmark.checkSame(made.mask(), plain);
        assertThat(made.area()).isCloseTo(plain.area(), org.assertj.core.data.Offset.offset(10));
        assertThat(made.box().x()).isEqualTo(plain.box()[0]);
        assertThat(made.box().y() + made.box().height() - 1).isEqualTo(plain.box()[3]);
    }

    @Test
    void a_wrong_mask_stops_the_benchmark() {
        PlainMask plain = PlainMask.threshold(MaskBenchmark.logits(Scene.OBJECT, 400, 300), 0);
        assertThatIllegalStateException()
                .isThrownBy(() -> MaskBenchmark.checkSame(BinaryMask.empty(400, 300), plain))
                .withMessageContaining("differ");
    }
}
