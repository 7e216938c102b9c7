package io.samui.core.sam;

import java.util.HashMap;
import java.util.Map;

/** The outputs of one run, wherever their memory is. */
final class TensorsByName implements TensorMap {

    private final Map<String, Tensor> tensors;

    TensorsByName(Map<String, Tensor> tensors) {
        this.tensors = new HashMap<>(tensors);
    }

    @Override
    public Tensor get(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw none(name);
        }
        return tensor;
    }

    @Override
    public Tensor take(String name) {
        Tensor tensor = tensors.remove(name);
        if (tensor == null) {
            throw none(name);
        }
        return tensor;
    }

    @Override
    public void close() {
        tensors.values().forEach(Tensor::close);
        tensors.clear();
    }

    private IllegalArgumentException none(String name) {
        return new IllegalArgumentException(
                "The run has no output " + name + ", or it was taken; there are " + tensors.keySet());
    }
}
