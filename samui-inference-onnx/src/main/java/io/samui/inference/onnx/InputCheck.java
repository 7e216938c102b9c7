package io.samui.inference.onnx;

import io.samui.core.sam.Tensor;
import io.samui.core.sam.TensorSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds what is given to a run against what the graph declares; a runtime converts nothing. */
final class InputCheck {

    private static final long DYNAMIC = -1;

    private final String graph;
    private final Map<String, TensorSpec> inputs;
    private final Set<String> outputs;

    InputCheck(String graph, List<TensorSpec> inputs, List<TensorSpec> outputs) {
        this.graph = graph;
        this.inputs = inputs.stream().collect(Collectors.toMap(TensorSpec::name, spec -> spec));
        this.outputs = outputs.stream().map(TensorSpec::name).collect(Collectors.toSet());
    }

    /**
     * @throws IllegalArgumentException naming the first input or output that does not fit, what is expected and what came
     */
    void check(Map<String, Tensor> given, Set<String> wanted) {
        inputs.values().forEach(spec -> {
            Tensor tensor = given.get(spec.name());
            if (tensor == null) {
                throw new IllegalArgumentException("Input " + spec.name() + " of " + graph + " is missing; it takes "
                        + describe(spec) + ", given were " + given.keySet());
            }
            if (tensor.dtype() != spec.dtype() || !fits(spec, tensor.shape())) {
                throw new IllegalArgumentException("Input " + spec.name() + " of " + graph + " takes " + describe(spec)
                        + ", got " + tensor.dtype() + " " + Arrays.toString(tensor.shape()));
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

    /** A declared rank of 0 is a scalar, or a shape of which the file says nothing: the latter is for the runtime to judge. */
    private static boolean fits(TensorSpec spec, long[] shape) {
        if (spec.rank() == 0) {
            return true;
        }
        if (spec.rank() != shape.length) {
            return false;
        }
        for (int i = 0; i < shape.length; i++) {
            long declared = spec.shape().get(i);
            if (declared != DYNAMIC && declared != shape[i]) {
                return false;
            }
        }
        return true;
    }

    private static String describe(TensorSpec spec) {
        return spec.dtype() + " " + spec.shape();
    }
}
