package io.samui.rest.api;

import io.samui.core.storage.BlobSource;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.core.io.AbstractResource;

/** A blob on its way to a client: streamed, its length known before. */
final class BlobResource extends AbstractResource {

    private final String description;
    private final BlobSource source;

    BlobResource(String description, BlobSource source) {
        this.description = description;
        this.source = source;
    }

    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public long contentLength() {
        return source.size();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return source.open();
    }

    @Override
    public String getDescription() {
        return description;
    }
}
