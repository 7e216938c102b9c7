package io.samui.core.sam;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A graph's inputs and outputs, in positional order.
 *
 * @param dataFiles names of the files beside it that hold its weights; empty where it holds them itself
 */
public record GraphSignature(List<TensorSpec> inputs, List<TensorSpec> outputs, Set<String> dataFiles) {

    public GraphSignature {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        dataFiles = Set.copyOf(dataFiles);
    }

    /** Of a graph that holds its weights itself. */
    public GraphSignature(List<TensorSpec> inputs, List<TensorSpec> outputs) {
        this(inputs, outputs, Set.of());
    }

    public Optional<TensorSpec> input(String name) {
        return inputs.stream().filter(spec -> spec.name().equals(name)).findFirst();
    }

    public Optional<TensorSpec> output(String name) {
        return outputs.stream().filter(spec -> spec.name().equals(name)).findFirst();
    }
}
