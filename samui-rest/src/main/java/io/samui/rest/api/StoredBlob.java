package io.samui.rest.api;

import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobSource;
import java.util.function.Supplier;

/**
 * A blob that a URL shows.
 *
 * @param etag  made of what never changes under one URL, without quotes
 * @param key   where it is stored
 * @param bytes looks it up, which takes a call to the storage
 */
record StoredBlob(String etag, String contentType, BlobKey key, Supplier<BlobSource> bytes) {}
