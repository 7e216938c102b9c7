package io.samui.core.preview;

import io.samui.core.image.ImageRecord;
import io.samui.core.inference.Segmenter;

/**
 * What was found on an image.
 *
 * @param answer for boxes one per box in order, for points one, for a concept what was found
 */
public record Preview(ImageRecord image, Segmenter.Answer answer) {}
