package io.samui.core.system;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where things are kept.
 *
 * @param blobs         name of the blob storage's provider; {@code memory} where blobs do not last, {@code custom} where the
 *                      host application gave one
 * @param blobBytesFree room for blobs; null where it cannot be told
 * @param database      {@code memory}, {@code sqlite} or {@code postgresql}; {@code custom} where the host application gave one
 * @param dataDirectory null where there is none
 * @param bytesFree     room in the data directory; null where it cannot be told
 */
public record StorageStatus(
        String blobs,
        @Nullable Long blobBytesFree,
        String database,
        @Nullable Path dataDirectory,
        @Nullable Long bytesFree) {}
