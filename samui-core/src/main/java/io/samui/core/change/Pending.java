package io.samui.core.change;

import io.samui.core.annotation.AnnotationSnapshot;
import io.samui.core.inference.DecodeOptions;

/**
 * The newest item of an image that is queued or running. It has no model digest: it will run, or runs, with the model that is
 * configured now.
 */
public record Pending(AnnotationSnapshot snapshot, String imageDigest, DecodeOptions parameters) {}
