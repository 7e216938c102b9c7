package io.samui.core.sam;

import java.util.List;
import java.util.Optional;

/** A graph's inputs and outputs, in positional order. */
public record GraphSignature(List<TensorSpec> inputs, List<TensorSpec> outputs) {

    public GraphSignature {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    public Optional<TensorSpec> input(String name) {
        return inputs.stream().filter(spec -> spec.name().equals(name)).findFirst();
    }

    public Optional<TensorSpec> output(String name) {
        return outputs.stream().filter(spec -> spec.name().equals(name)).findFirst();
    }
}
