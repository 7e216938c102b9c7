package io.samui.storage.fs;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The keys {@code samui.storage.fs.*}.
 *
 * @param root directory of the blobs; null puts it at {@code blobs} in the data directory
 */
record FsSettings(@Nullable Path root) {}
