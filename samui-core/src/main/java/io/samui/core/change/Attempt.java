package io.samui.core.change;

import io.samui.core.annotation.SnapshotDigest;

/** The last time an image ran to an end of its own, good or bad; a cancelled or skipped item is no attempt. */
public record Attempt(SnapshotDigest prompts, boolean failed) {}
