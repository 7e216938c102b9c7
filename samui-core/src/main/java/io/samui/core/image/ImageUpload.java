package io.samui.core.image;

import io.samui.core.storage.BlobSource;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An image to take in.
 *
 * @param filename            as the sender calls it; for people only
 * @param declaredContentType what the sender says it is; only used to word an error
 */
public record ImageUpload(String filename, @Nullable String declaredContentType, BlobSource bytes) {

    /** A file on disk, under its own name. */
    public static ImageUpload of(Path file) throws IOException {
        return new ImageUpload(String.valueOf(file.getFileName()), null, BlobSource.of(file));
    }
}
