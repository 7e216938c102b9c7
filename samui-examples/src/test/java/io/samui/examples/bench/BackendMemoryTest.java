package io.samui.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.InferenceSession;
import io.samui.core.testkit.TinySam1;
import io.samui.examples.bench.BackendMemory.Look;
import io.samui.examples.bench.Trend.Point;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendMemoryTest {

    @TempDir
    private Path temp;

    @Test
    void what_the_process_holds_is_noted_as_images_go_by() throws Exception {
        assumeThat(Files.isReadable(Path.of("/proc/self/status")))
                .as("this system tells what a process holds")
                .isTrue();
        String model = TinySam1.copyTo(temp).toString();
        try (InferenceEngine engine = Engines.of("onnx", Map.of("device", "cpu", "model", model));
                InferenceSession session = engine.open()) {
            List<Look> looks = BackendMemory.run(engine, session, 5, () -> 7);

            assertThat(looks).extracting(Look::images).containsExactly(1, 2, 3, 4, 5);
            assertThat(looks).allSatisfy(look -> {
                assertThat(look.resident()).isGreaterThan(look.heap());
                assertThat(look.arrays()).isEqualTo(7);
            });
            assertThat(BackendMemory.report(looks)).contains("From image 2 to 5", "0.00 +- 0.00 arrays");
        }
    }

    @Test
    void what_an_image_leaves_behind_is_the_slope() {
        List<Look> looks = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            long warmingUp = i < 3 ? 900_000_000 : 0;
            looks.add(new Look(i, warmingUp + 4_200_000L * i, 1_000_000, 3 * i));
        }

        assertThat(BackendMemory.report(looks))
                .contains(
                        "From image 3 to 10 each leaves behind 4200.00 +- 0.00 kB resident, 0.00 +- 0.00 kB of the heap, 3.00 +- 0.00 arrays");
    }

    @Test
    void a_slopes_error_is_what_noise_makes_of_it() {
        Trend trend = Trend.of(List.of(new Point(0, 1), new Point(1, 3), new Point(2, 2), new Point(3, 4)));

        assertThat(trend.slope()).isCloseTo(0.8, within(1e-12));
        assertThat(trend.error()).isCloseTo(Math.sqrt(0.18), within(1e-12));
        assertThatIllegalArgumentException().isThrownBy(() -> Trend.of(List.of(new Point(1, 1), new Point(1, 2))));
    }
}
