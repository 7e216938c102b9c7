package io.samui.core.image;

import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorage;
import io.samui.core.storage.BlobStorageException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * An image's original bytes, where they are stored. A storage that breaks off in the middle throws {@link BlobStorageException},
 * so that nobody takes the photo for a broken one.
 */
public record StoredPhoto(ImageRecord image, BlobStorage blobs) implements BlobSource {

    @Override
    public long size() {
        return image.sizeInBytes();
    }

    @Override
    public InputStream open() {
        return new FilterInputStream(blobs.open(image.blobKey())) {
            @Override
            public int read() {
                try {
                    return super.read();
                } catch (IOException e) {
                    throw brokenOff(e);
                }
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                try {
                    return super.read(target, offset, length);
                } catch (IOException e) {
                    throw brokenOff(e);
                }
            }
        };
    }

    private BlobStorageException brokenOff(IOException cause) {
        return new BlobStorageException(
                "Blob " + image.blobKey() + " could not be read to its end: " + cause.getMessage(), cause, true);
    }
}
