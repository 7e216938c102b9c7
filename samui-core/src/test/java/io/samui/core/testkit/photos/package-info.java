/**
 * Real photos with ground truth, for tests that measure what a model gives. They are not in the repository:
 * {@link io.samui.core.testkit.photos.Photos#assumePresent()} skips where they are absent.
 */
package io.samui.core.testkit.photos;
