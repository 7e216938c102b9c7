/**
 * Blobs in a directory: a blob's key is its path under the root. What is being written has a name that begins with a dot, which no
 * key can have, so it is never listed.
 */
@NullMarked
package io.samui.storage.fs;

import org.jspecify.annotations.NullMarked;
