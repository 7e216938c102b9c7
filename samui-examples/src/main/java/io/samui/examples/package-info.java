/**
 * Programs to start from: {@link io.samui.examples.SegmentPhoto}, the shortest way from a photo to a mask, and
 * {@link io.samui.examples.ProcessFolder}, a job with change detection and history.
 */
@NullMarked
package io.samui.examples;

import org.jspecify.annotations.NullMarked;
