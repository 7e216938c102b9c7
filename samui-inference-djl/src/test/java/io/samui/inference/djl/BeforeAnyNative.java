package io.samui.inference.djl;

import io.samui.core.image.RgbImage;
import io.samui.core.inference.InferenceEngine;
import java.nio.file.Path;
import java.util.Map;

/** What happens before a model is used; called in a class loader of its own. */
public final class BeforeAnyNative {

    private BeforeAnyNative() {}

    /** As the core does before the first session. */
    public static void makeAnEngineAndPrepare(Path bundle) {
        try (InferenceEngine engine = DjlTinySam1Test.engine(bundle, Map.of())) {
            if (!engine.info().backend().startsWith("pytorch")) {
                throw new IllegalStateException("the engine is not itself");
            }
            engine.prepare(RgbImage.of(2, 2, new byte[12])).close();
        }
    }
}
