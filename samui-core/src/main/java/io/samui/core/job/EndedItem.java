package io.samui.core.job;

import io.samui.core.image.ImageId;

/**
 * An image of a job that has ended.
 *
 * @param position 0 is the first
 */
public record EndedItem(int position, ImageId imageId, ItemStatus status) {}
