package io.samui.inference.onnx;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.samui.core.inference.InferenceEngine;
import io.samui.core.testkit.Fixture;
import io.samui.core.testkit.inference.InferenceContract;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A detector keeps every promise of the SPI. */
class ColourFinderTest extends InferenceContract {

    @TempDir
    private Path folder;

    @BeforeAll
    static void withTokenizer() {
        assumeTrue(Models.clipTokenizerIsBuiltIn(), "the build made no tokenizer: npm was missing");
    }

    @Override
    protected InferenceEngine newEngine() {
        return TinySam1Test.engine(Fixture.COLOUR_FINDER.copyTo(folder.resolve("colours")));
    }
}
