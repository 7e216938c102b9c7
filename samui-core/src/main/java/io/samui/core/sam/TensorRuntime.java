package io.samui.core.sam;

/**
 * A runtime that runs graphs of tensors. Thread-safe. Its constructor loads no natives. It is never closed: what it holds, such as a
 * client of a remote engine, must be able to lie unused, or go with the last graph.
 */
public interface TensorRuntime {

    /** With its version, such as {@code onnxruntime 1.29.0}. */
    String name();

    /** Whether files of this name are of this runtime's format; others in a bundle are not looked at. */
    boolean reads(String fileName);

    /**
     * The device to use for a request: {@code auto} takes an accelerator when one really works and says in one log line which
     * device it took and why.
     *
     * @param requested {@code auto}, {@code cpu}, {@code cuda}, {@code cuda:1}, {@code tensorrt}
     * @return such as {@code cpu} or {@code cuda:0}
     * @throws io.samui.core.ConfigurationException when a device other than {@code auto} was requested and does not work
     */
    String chooseDevice(String requested);

    /**
     * Inputs and outputs of a graph, without loading its weights.
     *
     * @throws io.samui.core.ConfigurationException when the file is not what it should be, or its manifest disagrees with it
     */
    GraphSignature inspect(ModelFile file);

    /**
     * Loads a graph with its weights.
     *
     * @throws io.samui.core.inference.InferenceException of kind MODEL_NOT_LOADED or OUT_OF_MEMORY
     */
    TensorGraph load(ModelFile file, GraphOptions options);
}
