package io.samui.core.testkit.inference;

import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.PromptKind;
import io.samui.core.inference.SegmentationMode;
import java.util.Set;
import org.junit.jupiter.api.Nested;

/** What stands in for a model keeps the promises of one, whichever modes it has. */
class FakeEngineTest extends InferenceContract {

    @Override
    protected InferenceEngine newEngine() {
        return new FakeEngine();
    }

    @Nested
    class WithBoxesOnly extends InferenceContract {

        @Override
        protected InferenceEngine newEngine() {
            return with(SegmentationMode.INSIDE_BOX, PromptKind.BOX, 0);
        }
    }

    @Nested
    class WithConceptsOnly extends InferenceContract {

        @Override
        protected InferenceEngine newEngine() {
            return with(SegmentationMode.FIND_ALL, PromptKind.POSITIVE_EXEMPLAR, 3);
        }
    }

    private static FakeEngine with(SegmentationMode mode, PromptKind kind, int exemplars) {
        FakeEngine engine = new FakeEngine();
        engine.modes = Set.of(mode);
        engine.promptKinds = Set.of(kind);
        engine.exemplarLimit = exemplars;
        return engine;
    }
}
