package io.samui.core.change;

import io.samui.core.annotation.AnnotationSnapshot;
import io.samui.core.inference.DecodeOptions;

/** What an image's latest successful result was made from. */
public record Success(AnnotationSnapshot snapshot, String imageDigest, String modelDigest, DecodeOptions parameters) {}
