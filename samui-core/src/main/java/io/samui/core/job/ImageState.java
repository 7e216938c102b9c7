package io.samui.core.job;

import io.samui.core.annotation.PromptSummary;
import io.samui.core.change.Attempt;
import io.samui.core.change.Pending;
import io.samui.core.change.Success;
import io.samui.core.image.ImageId;
import org.jspecify.annotations.Nullable;

/**
 * All that change detection needs to know of one image in one mode.
 *
 * @param imageDigest SHA-256 of the image's bytes
 * @param prompts     as they are now
 * @param textPrompt  as stored, in {@code find_all} only; null when there is none
 * @param pending     its newest item that is pending or running; null when there is none
 * @param success     its latest result; null when there is none
 * @param last        its newest item that was processed or failed; null when there is none
 */
public record ImageState(
        ImageId id,
        String filename,
        String imageDigest,
        PromptSummary prompts,
        @Nullable String textPrompt,
        @Nullable Pending pending,
        @Nullable Success success,
        @Nullable Attempt last) {}
