package io.samui.inference.djl;

import io.samui.core.inference.InferenceEngine;
import io.samui.core.inference.InferenceProvider;
import io.samui.core.sam.SamEngine;
import io.samui.core.spi.ProviderConfig;

/** Provider {@code djl}: models in TorchScript files on PyTorch. It carries no model: one must be named. */
public final class DjlInferenceProvider implements InferenceProvider {

    private final ClassLoader natives;

    /** For ServiceLoader. */
    public DjlInferenceProvider() {
        this(DjlInferenceProvider.class.getClassLoader());
    }

    /**
     * @param natives the class loader that may have PyTorch's libraries
     */
    DjlInferenceProvider(ClassLoader natives) {
        this.natives = natives;
    }

    @Override
    public String name() {
        return "djl";
    }

    /**
     * {@inheritDoc}
     *
     * @throws io.samui.core.ConfigurationException also when PyTorch's libraries for this platform are not there
     */
    @Override
    public InferenceEngine create(ProviderConfig config) {
        DjlSettings settings = config.own(DjlSettings.class);
        return SamEngine.create(new DjlTensorRuntime(settings, Natives.find(natives)), config, null);
    }
}
