/**
 * A backend as a stranger would write one, against samui-core alone: tensors run on a server that speaks the Open Inference Protocol
 * (KServe v2), as NVIDIA Triton, OpenVINO Model Server and KServe do. {@link io.samui.examples.kserve.KServeInferenceProvider} is the way
 * in, {@code KServeRuntime} and {@code KServeGraph} are what the model toolkit asks for, {@code TensorMessage} is the protocol's body.
 */
@NullMarked
package io.samui.examples.kserve;

import org.jspecify.annotations.NullMarked;
