package io.samui.storage.fs;

import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorageException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What is put: its failures are told apart from those of the directory that it is written to. */
final class SourceStream extends FilterInputStream {

    private final BlobKey key;

    SourceStream(BlobKey key, BlobSource source) {
        super(opened(key, source));
        this.key = key;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        try {
            return super.read(target, offset, length);
        } catch (IOException e) {
            throw failure(key, e);
        }
    }

    @Override
    public void close() {
        try {
            super.close();
        } catch (IOException e) {
            throw failure(key, e);
        }
    }

    private static InputStream opened(BlobKey key, BlobSource source) {
        try {
            return source.open();
        } catch (IOException e) {
            throw failure(key, e);
        }
    }

    private static BlobStorageException failure(BlobKey key, IOException e) {
        return new BlobStorageException("The source of blob " + key + " could not be read (" + e + ")", e, true);
    }
}
