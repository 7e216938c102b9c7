/**
 * Blobs in a directory: a blob's key is its path under the root. What is being written has a name that begins with a dot, which no
 * key can have, so it is never listed.
 *
 * <pre>{@code
 * Samui samui = Samui.builder()
 *         .dataDirectory(Path.of("data"))
 *         .setting("samui.storage.fs.root", "/mnt/photos") // data/blobs without it
 *         .build();
 * }</pre>
 */
@NullMarked
package io.samui.storage.fs;

import org.jspecify.annotations.NullMarked;
