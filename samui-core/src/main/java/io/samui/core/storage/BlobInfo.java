package io.samui.core.storage;

import java.time.Instant;

/**
 * What a store knows of a blob.
 *
 * @param size       bytes
 * @param modifiedAt when it was put, by the store's clock
 */
public record BlobInfo(BlobKey key, long size, Instant modifiedAt) {}
