/**
 * The model toolkit: families of SAM models over a {@link io.samui.core.sam.TensorRuntime}, so that a backend which runs tensors
 * is a page of code: it implements {@link io.samui.core.sam.TensorRuntime}, {@link io.samui.core.sam.TensorGraph} and tensors.
 * A runtime converts nothing silently; conversion is the family's.
 */
@NullMarked
package io.samui.core.sam;

import org.jspecify.annotations.NullMarked;
