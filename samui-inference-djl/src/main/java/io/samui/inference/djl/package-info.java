/**
 * The DJL PyTorch backend, provider {@code djl}: models in TorchScript files. {@link io.samui.inference.djl.DjlTensorRuntime}
 * chooses the device and loads graphs, whose inputs and outputs the bundle's manifest names, since TorchScript does not; everything
 * about SAM is in {@code io.samui.core.sam}.
 *
 * <p>Natives come from the class path or from {@code PYTORCH_LIBRARY_PATH}, never from the network, and are loaded by the first
 * call that needs them, never by a constructor. There is one PyTorch per JVM, which is never stopped; it holds no weights.
 * A JVM that ends while a module runs may crash in PyTorch's own clean-up: a program that a signal may end closes its Samui in a
 * shutdown hook, which waits for the run.
 *
 * <pre>{@code
 * Samui samui = Samui.builder()
 *         .setting("samui.inference.provider", "djl") // where another one is on the class path
 *         .setting("samui.inference.model", "path/to/a/directory/with/a/model.json")
 *         .build();
 * }</pre>
 */
@NullMarked
package io.samui.inference.djl;

import org.jspecify.annotations.NullMarked;
