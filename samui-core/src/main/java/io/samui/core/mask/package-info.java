/**
 * Masks as values: {@link io.samui.core.mask.BinaryMask} holds COCO's column-major runs, so that area, box, union and overlap
 * cost runs instead of pixels; {@link io.samui.core.mask.LogitMask} turns a model's low-resolution logits into one.
 *
 * <p>Sizes are given width first in signatures; COCO's {@code size} is [height, width].
 *
 * <pre>{@code
 * BinaryMask both = BinaryMask.union(List.of(one, other));
 * double overlap = one.iou(other);
 * }</pre>
 */
@NullMarked
package io.samui.core.mask;

import org.jspecify.annotations.NullMarked;
