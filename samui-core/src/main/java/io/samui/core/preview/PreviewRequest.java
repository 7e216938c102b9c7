package io.samui.core.preview;

import io.samui.core.annotation.AnnotationSnapshot;
import io.samui.core.image.ImageId;
import io.samui.core.inference.DecodeOptions;

/**
 * What somebody wants to see.
 *
 * @param prompts as a job would work on them
 */
public record PreviewRequest(ImageId image, AnnotationSnapshot prompts, DecodeOptions parameters) {}
