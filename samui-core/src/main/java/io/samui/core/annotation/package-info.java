/**
 * Prompts that people draw: boxes and points, and {@link io.samui.core.annotation.AnnotationSnapshot}, the value that holds
 * what one mode reads of one image at one moment.
 */
@NullMarked
package io.samui.core.annotation;

import org.jspecify.annotations.NullMarked;
