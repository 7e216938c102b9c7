package io.samui.core.sam;

import io.samui.core.inference.Cancellation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A loaded graph. One thread at a time. */
public interface TensorGraph extends AutoCloseable {

    /** In positional order. */
    List<TensorSpec> inputs();

    /** In positional order. */
    List<TensorSpec> outputs();

    /**
     * Runs the graph. Inputs stay the caller's; they may come from host memory or from an earlier run of the same runtime.
     *
     * @param wanted the outputs to return
     * @throws IllegalArgumentException when an input is missing, unknown, or of another dtype or shape than declared
     * @throws io.samui.core.inference.CancelledException when the cancellation came first
     * @throws io.samui.core.inference.InferenceException of kind RUN_FAILED or OUT_OF_MEMORY
     */
    TensorMap run(Map<String, Tensor> inputs, Set<String> wanted, Cancellation cancellation);

    /** Releases the weights; tensors that were taken stay usable. Closing twice is a no-op. */
    @Override
    void close();
}
