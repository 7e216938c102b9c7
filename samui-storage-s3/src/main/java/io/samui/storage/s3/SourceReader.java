package io.samui.storage.s3;

import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorageException;
import java.io.IOException;
import java.io.InputStream;

/** What is put, a piece at a time. It gives exactly as many bytes as it said, or fails; its failures are not the store's. */
final class SourceReader implements AutoCloseable {

    private final BlobKey key;
    private final long size;
    private final InputStream in;
    private long given;

    SourceReader(BlobKey key, BlobSource source) {
        this.key = key;
        this.size = source.size();
        try {
            this.in = source.open();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** Fills the piece, or as much of it as there is left; how many bytes that are. */
    int read(byte[] piece) {
        try {
            int wanted = (int) Math.min(piece.length, size - given);
            int count = in.readNBytes(piece, 0, wanted);
            given += count;
            if (count < wanted) {
                throw wrongSize(String.valueOf(given));
            } else if (given == size && in.read() >= 0) {
                throw wrongSize("more");
            }
            return count;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private BlobStorageException wrongSize(String gave) {
        return new BlobStorageException(
                "The source of blob " + key + " said " + size + " bytes and gave " + gave, null, false);
    }

    private BlobStorageException broken(IOException e) {
        return new BlobStorageException("The source of blob " + key + " could not be read (" + e + ")", e, true);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw broken(e);
        }
    }
}
