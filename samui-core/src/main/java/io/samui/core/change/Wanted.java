package io.samui.core.change;

import io.samui.core.annotation.AnnotationSnapshot;
import io.samui.core.inference.DecodeOptions;
import org.jspecify.annotations.Nullable;

/**
 * What a submission asks of one image.
 *
 * @param snapshot    the prompts as they are now
 * @param imageDigest SHA-256 of the image's bytes
 * @param modelDigest of the configured model
 * @param parameters  of the job
 * @param unsupported a sentence saying why the configured model cannot take the prompt; null when it can
 */
public record Wanted(
        AnnotationSnapshot snapshot,
        String imageDigest,
        String modelDigest,
        DecodeOptions parameters,
        @Nullable String unsupported) {}
