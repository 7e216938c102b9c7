package io.samui.inference.onnx;

import java.nio.file.Path;

/** What happens before a model is used; called in a class loader of its own. */
public final class BeforeAnyNative {

    private BeforeAnyNative() {}

    /** As a provider does when the engine is made. */
    public static void makeARuntimeAndInspect(Path model) {
        OnnxTensorRuntime runtime = new OnnxTensorRuntime(OnnxSettings.defaults());
        if (!runtime.name().startsWith("onnxruntime")
                || runtime.inspect(Models.onDisk(model)).inputs().isEmpty()) {
            throw new IllegalStateException("the runtime is not itself");
        }
    }
}
