package io.samui.core.change;

import io.samui.core.annotation.SnapshotDigest;

/**
 * The newest item of an image that is queued or running. It has no model digest: it will run, or runs, with the model that is
 * configured now.
 *
 * @param parameters the digest of its job's
 */
public record Pending(SnapshotDigest prompts, String imageDigest, String parameters) {}
