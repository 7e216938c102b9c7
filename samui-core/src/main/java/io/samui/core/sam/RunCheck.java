package io.samui.core.sam;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds what is given to a run against what the graph declares, for runtimes: they convert nothing. Thread-safe. */
public final class RunCheck {

    private final String graph;
    private final Map<String, TensorSpec> inputs;
    private final Set<String> outputs;

    /**
     * @param graph its name, for messages
     */
    public RunCheck(String graph, List<TensorSpec> inputs, List<TensorSpec> outputs) {
        this.graph = graph;
        this.inputs = inputs.stream().collect(Collectors.toMap(TensorSpec::name, spec -> spec));
        this.outputs = outputs.stream().map(TensorSpec::name).collect(Collectors.toSet());
    }

    /**
     * @throws IllegalArgumentException naming the first input or output that does not fit, what is expected and what came
     */
    public void check(Map<String, Tensor> given, Set<String> wanted) {
        inputs.values().forEach(spec -> {
            Tensor tensor = given.get(spec.name());
            if (tensor == null) {
                throw new IllegalArgumentException("Input " + spec.name() + " of " + graph + " is missing; it takes "
                        + spec.described() + ", given were " + given.keySet());
            }
            if (tensor.dtype() != spec.dtype() || !spec.fits(tensor.shape())) {
                throw new IllegalArgumentException("Input " + spec.name() + " of " + graph + " takes "
                        + spec.described() + ", got " + tensor.dtype() + " " + Arrays.toString(tensor.shape()));
            }
        });
        refuseUnknown("input", given.keySet(), inputs.keySet());
        refuseUnknown("output", wanted, outputs);
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("A run of " + graph + " wants at least one of its outputs " + outputs);
        }
    }

    private void refuseUnknown(String what, Set<String> names, Set<String> known) {
        names.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException(graph + " has no " + what + " " + name + "; it has " + known);
        });
    }
}
