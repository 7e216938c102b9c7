package io.samui.core.change;

import io.samui.core.annotation.PromptSummary;
import org.jspecify.annotations.Nullable;

/**
 * What a submission asks of one image.
 *
 * @param prompts     as they are now
 * @param imageDigest SHA-256 of the image's bytes
 * @param modelDigest of the configured model
 * @param parameters  the digest of the job's
 * @param unsupported a sentence saying why the configured model cannot take the prompt; null when it can
 */
public record Wanted(
        PromptSummary prompts,
        String imageDigest,
        String modelDigest,
        String parameters,
        @Nullable String unsupported) {}
