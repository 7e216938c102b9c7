/**
 * The kit for backends of inference, in samui-core's test-jar. A backend subclasses {@link
 * io.samui.core.testkit.inference.InferenceContract} with its engine and {@link
 * io.samui.core.testkit.inference.InferenceProviderContract} with its provider; one that runs tensors also {@link
 * io.samui.core.testkit.inference.TensorRuntimeContract} with its runtime. {@link
 * io.samui.core.testkit.inference.TinySam1Golden} has values that no graph computed, for the model of {@link
 * io.samui.core.testkit.TinySam1}.
 */
package io.samui.core.testkit.inference;
