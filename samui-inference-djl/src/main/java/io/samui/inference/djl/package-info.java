/** DJL PyTorch backend. Empty for now: it comes with its own step; the ONNX Runtime backend is in samui-inference-onnx. */
@NullMarked
package io.samui.inference.djl;

import org.jspecify.annotations.NullMarked;
