package io.samui.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.inference.ImageFrame;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.PromptKind;
import io.samui.core.testkit.Fixture;
import io.samui.core.testkit.inference.BoxesAndPointsGolden;
import io.samui.core.testkit.inference.InferenceContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SAM2 as samexporter exports it: every promise of the SPI, and values that its graphs did not compute. */
class Sam2Test extends InferenceContract {

    @TempDir
    private Path folder;

    @Override
    protected InferenceEngine newEngine() {
        return TinySam1Test.engine(Fixture.SAM2.copyTo(folder.resolve("sam2")));
    }

    /** Its weights are random. */
    @Override
    protected boolean segmentsAreas() {
        return false;
    }

    @Test
    void boxes_and_points_give_the_golden_masks_and_scores() {
        try (InferenceEngine engine = newEngine()) {
            BoxesAndPointsGolden.assertAgrees(engine, Fixture.SAM2, 4);
        }
    }

    @Test
    void images_are_squashed() {
        try (InferenceEngine engine = newEngine()) {
            assertThat(engine.frameFor(4000, 1000)).isEqualTo(new ImageFrame(1024, 1024));
            assertThat(engine.info().promptKinds()).containsOnly(PromptKind.BOX, PromptKind.POINT);
        }
    }
}
