package io.samui.core.job;

import io.samui.core.change.Reason;
import io.samui.core.image.ImageId;

/**
 * Whether a submission would take an image, and why.
 *
 * @param needsProcessing whether it would; when it is forced, that is so for all that can be processed
 * @param sentence        the reason, for people
 */
public record PreviewedImage(ImageId id, String filename, boolean needsProcessing, Reason reason, String sentence) {}
