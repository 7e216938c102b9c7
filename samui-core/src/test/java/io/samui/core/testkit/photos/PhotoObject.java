package io.samui.core.testkit.photos;

import io.samui.core.mask.Box;

/**
 * An object in a photo.
 *
 * @param segmentId the colour of its pixels in the panoptic picture, R + 256 G + 65536 B
 * @param category  such as {@code person}
 * @param area      in pixels
 * @param box       around its pixels
 */
public record PhotoObject(int segmentId, String category, int area, Box box) {}
