package io.samui.core.image;

import io.samui.core.storage.BlobKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An image as stored.
 *
 * @param seq         position in the list of images; grows with every insert
 * @param filename    the name it was uploaded with, for people only
 * @param blobKey     where the original bytes are
 * @param width       of the upright image, in pixels
 * @param height      of the upright image, in pixels
 * @param sizeInBytes of the original bytes
 * @param sha256      of the original bytes, lower-case hex
 * @param textPrompt  what find_all looks for; null when not set
 */
public record ImageRecord(
        ImageId id,
        long seq,
        String filename,
        BlobKey blobKey,
        ImageFormat format,
        int width,
        int height,
        long sizeInBytes,
        String sha256,
        Instant createdAt,
        @Nullable String textPrompt) {

    public ImageRecord withSeq(long newSeq) {
        return new ImageRecord(
                id, newSeq, filename, blobKey, format, width, height, sizeInBytes, sha256, createdAt, textPrompt);
    }

    public ImageRecord withTextPrompt(@Nullable String newTextPrompt) {
        return new ImageRecord(
                id, seq, filename, blobKey, format, width, height, sizeInBytes, sha256, createdAt, newTextPrompt);
    }
}
