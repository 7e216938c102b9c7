package io.samui.rest.api;

import io.samui.core.storage.BlobSource;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.web.multipart.MultipartFile;

/** An upload, which the container holds in a temporary file until the request ends. */
record UploadedFile(MultipartFile file) implements BlobSource {

    @Override
    public long size() {
        return file.getSize();
    }

    @Override
    public InputStream open() throws IOException {
        return file.getInputStream();
    }
}
