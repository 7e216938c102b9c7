package io.samui.core.sam;

/**
 * How to load a graph.
 *
 * @param device  a device as {@link TensorRuntime#chooseDevice} returned it
 * @param threads CPU threads of one run; 0, which engines ask for, leaves it to the runtime's settings
 */
public record GraphOptions(String device, int threads) {}
