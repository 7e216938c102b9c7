package io.samui.rest.api;

import io.samui.core.image.ImageRecord;
import io.samui.core.image.ImageService;
import io.samui.core.storage.BlobSource;
import java.io.InputStream;

/** An image's original bytes. */
record ImageBytes(ImageService images, ImageRecord image) implements BlobSource {

    @Override
    public long size() {
        return image.sizeInBytes();
    }

    @Override
    public InputStream open() {
        return images.data(image);
    }
}
