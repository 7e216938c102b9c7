package io.samui.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.inference.ImageFrame;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.testkit.Fixture;
import io.samui.core.testkit.inference.BoxesAndPointsGolden;
import io.samui.core.testkit.inference.InferenceContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SAM3's tracker as transformers.js has it: every promise of the SPI, and values that its graphs did not compute. */
class Sam3TrackerTest extends InferenceContract {

    @TempDir
    private Path folder;

    @Override
    protected InferenceEngine newEngine() {
        return TinySam1Test.engine(Fixture.TRACKER.copyTo(folder.resolve("tracker")));
    }

    /** Its weights are random. */
    @Override
    protected boolean segmentsAreas() {
        return false;
    }

    @Test
    void boxes_and_points_give_the_golden_masks_and_scores() {
        try (InferenceEngine engine = newEngine()) {
            BoxesAndPointsGolden.assertAgrees(engine, Fixture.TRACKER, 4);
        }
    }

    @Test
    void images_are_squashed() {
        try (InferenceEngine engine = newEngine()) {
            assertThat(engine.frameFor(4000, 1000)).isEqualTo(new ImageFrame(1008, 1008));
        }
    }
}
