/**
 * SPI 2, blob storage: bytes under keys, and nothing more. Images and results live here; rows that point at them live in the
 * stores. A blob is written before its row and deleted after it, so a crash can leave an orphan, never a dangling row;
 * {@code BlobSweep} deletes the orphans. {@link io.samui.core.storage.DirectDownload} is what a storage is besides where clients
 * can fetch blobs from it themselves.
 *
 * <pre>{@code
 * blobs.put(new BlobKey("images/one.jpg"), BlobSource.of(Path.of("one.jpg")), "image/jpeg");
 * try (InputStream in = blobs.open(new BlobKey("images/one.jpg"))) { ... }
 * }</pre>
 */
@NullMarked
package io.samui.core.storage;

import org.jspecify.annotations.NullMarked;
