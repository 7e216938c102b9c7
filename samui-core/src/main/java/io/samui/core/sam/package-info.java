/**
 * The model toolkit: families of SAM models over a {@link io.samui.core.sam.TensorRuntime}, so that a backend which runs tensors
 * is a few short classes: a {@link io.samui.core.sam.TensorRuntime}, a {@link io.samui.core.sam.TensorGraph}, and a {@link
 * io.samui.core.sam.Tensor} only where outputs are to stay in the runtime's own memory ({@link io.samui.core.sam.TensorMap#of} takes any).
 * A runtime converts nothing silently; conversion is the family's. {@link io.samui.core.sam.RunCheck} and {@link
 * io.samui.core.sam.RuntimeFailures} refuse and explain the same way for every runtime.
 *
 * <p>A {@link io.samui.core.sam.ModelFamily} recognises its layout in a {@link io.samui.core.sam.ModelBundle} and makes a {@link
 * io.samui.core.sam.SamModel} of it. Models of boxes and points are an {@link io.samui.core.sam.ImageEncoder} and a {@link
 * io.samui.core.sam.DecoderLayout}; models of concepts an image encoder and a {@link io.samui.core.sam.DetectorLayout}, which {@link
 * io.samui.core.sam.ConceptSearch} asks once or more. {@link io.samui.core.sam.Preprocessing} says how pixels go in, {@link
 * io.samui.core.sam.PromptFrame} how prompts go in and masks come out, {@link io.samui.core.sam.TextTokenizer} how texts become tokens.
 *
 * <pre>{@code
 * final class MyRuntime implements TensorRuntime { // with name, reads and chooseDevice besides
 *     public GraphSignature inspect(ModelFile file) { ... } // names, types and shapes, without weights
 *     public TensorGraph load(ModelFile file, GraphOptions options) { ... }
 * }
 * }</pre>
 */
@NullMarked
package io.samui.core.sam;

import org.jspecify.annotations.NullMarked;
