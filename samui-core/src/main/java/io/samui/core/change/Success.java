package io.samui.core.change;

import io.samui.core.annotation.SnapshotDigest;

/**
 * What an image's latest successful result was made from.
 *
 * @param parameters the digest of its job's
 */
public record Success(SnapshotDigest prompts, String imageDigest, String modelDigest, String parameters) {}
