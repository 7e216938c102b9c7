package io.samui.core.image;

import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorageException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Bytes whose reading fails with {@link BlobStorageException} and nothing else, so that a disk that fails is never taken for an
 * image that is broken: decoders throw IOException for that.
 */
record SteadySource(BlobSource source) implements BlobSource {

    @Override
    public long size() {
        return source.size();
    }

    @Override
    public InputStream open() {
        InputStream stream;
        try {
            stream = source.open();
        } catch (IOException e) {
            throw broken(e);
        }
        return new FilterInputStream(stream) {
            @Override
            public int read() {
                try {
                    return super.read();
                } catch (IOException e) {
                    throw broken(e);
                }
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                try {
                    return super.read(target, offset, length);
                } catch (IOException e) {
                    throw broken(e);
                }
            }

            @Override
            public long skip(long bytes) {
                try {
                    return super.skip(bytes);
                } catch (IOException e) {
                    throw broken(e);
                }
            }
        };
    }

    private static BlobStorageException broken(IOException cause) {
        return new BlobStorageException("The image's bytes could not be read: " + cause.getMessage(), cause, true);
    }
}
