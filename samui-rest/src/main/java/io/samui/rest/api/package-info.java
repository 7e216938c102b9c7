/**
 * The API: a controller per resource, thin, and a record per JSON object. What they do is in samui-core's services.
 * {@code Downloads} answers with blobs, streamed or by sending the client to the storage.
 */
@NullMarked
package io.samui.rest.api;

import org.jspecify.annotations.NullMarked;
