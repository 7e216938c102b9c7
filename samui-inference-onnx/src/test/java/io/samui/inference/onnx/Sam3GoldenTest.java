package io.samui.inference.onnx;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.samui.core.inference.InferenceEngine;
import io.samui.core.testkit.Fixture;
import io.samui.core.testkit.inference.ConceptGolden;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SAM3's detectors give values that their graphs did not compute, within the tolerances of the fixtures' READMEs. */
class Sam3GoldenTest {

    private static final ConceptGolden.Tolerance EXACT = new ConceptGolden.Tolerance(1e-4, 0.02, 0.999);

    /** The picture is resized here too, with up to one grey level of difference. */
    private static final ConceptGolden.Tolerance ONE_GREY_LEVEL = new ConceptGolden.Tolerance(1e-2, 1, 0.99);

    @TempDir
    private Path folder;

    @BeforeEach
    void withTokenizer() {
        assumeTrue(Models.clipTokenizerIsBuiltIn(), "the build made no tokenizer: npm was missing");
    }

    @Test
    void three_files() {
        try (InferenceEngine engine = TinySam1Test.engine(Fixture.THREE_FILES.copyTo(folder))) {
            new ConceptGolden(Fixture.THREE_FILES, "expected_sorted", "box_unclipped", EXACT).assertAgrees(engine, 3);
        }
    }

    @Test
    void four_files() {
        try (InferenceEngine engine = TinySam1Test.engine(Fixture.FOUR_FILES.copyTo(folder))) {
            new ConceptGolden(Fixture.FOUR_FILES, "expected", "box_unclipped", EXACT).assertAgrees(engine, 4);
        }
    }

    @Test
    void colour_finder() {
        try (InferenceEngine engine = TinySam1Test.engine(Fixture.COLOUR_FINDER.copyTo(folder))) {
            new ConceptGolden(Fixture.COLOUR_FINDER, "expected", "box", ONE_GREY_LEVEL).assertAgrees(engine, 12);
        }
    }
}
