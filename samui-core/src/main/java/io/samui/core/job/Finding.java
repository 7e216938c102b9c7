package io.samui.core.job;

import io.samui.core.annotation.AnnotationSnapshot;
import io.samui.core.change.Reason;
import io.samui.core.image.ImageRecord;

/**
 * What change detection found of one image.
 *
 * @param sentence why, for people: the reason's own, or what exactly the model cannot take
 */
public record Finding(ImageRecord image, AnnotationSnapshot snapshot, Reason reason, String sentence) {}
