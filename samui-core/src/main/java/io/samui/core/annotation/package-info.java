/**
 * Prompts that people draw: boxes and points, and {@link io.samui.core.annotation.AnnotationSnapshot}, the value that holds
 * what one mode reads of one image at one moment.
 *
 * <pre>{@code
 * samui.annotations().addBox(image.id(), new PixelBox(10, 20, 300, 200), PromptType.SEGMENT);
 * samui.annotations().addPoint(image.id(), 150, 90, true);
 * List<BoxAnnotation> boxes = samui.annotations().boxes(image.id());
 * }</pre>
 */
@NullMarked
package io.samui.core.annotation;

import org.jspecify.annotations.NullMarked;
