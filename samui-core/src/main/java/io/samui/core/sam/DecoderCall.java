package io.samui.core.sam;

import io.samui.core.inference.Cancellation;
import java.util.Map;
import java.util.Set;

/**
 * What a decoder is asked with, besides the prompt.
 *
 * @param features what the encoder made of the image
 */
record DecoderCall(TensorGraph graph, Map<String, Tensor> features, PromptFrame frame, Cancellation cancellation) {

    Tensor feature(String name) {
        return Tensors.feature(features, name);
    }

    /** Runs the decoder on those of the features that it takes, and these inputs. */
    TensorMap run(Map<String, Tensor> prompt, Set<String> wanted) {
        cancellation.throwIfCancelled();
        return graph.run(Tensors.inputs(graph, features, prompt), wanted, cancellation);
    }
}
