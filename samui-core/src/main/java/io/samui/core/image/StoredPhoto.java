package io.samui.core.image;

import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorage;
import java.io.InputStream;

/** An image's original bytes, where they are stored. */
public record StoredPhoto(ImageRecord image, BlobStorage blobs) implements BlobSource {

    @Override
    public long size() {
        return image.sizeInBytes();
    }

    @Override
    public InputStream open() {
        return blobs.open(image.blobKey());
    }
}
