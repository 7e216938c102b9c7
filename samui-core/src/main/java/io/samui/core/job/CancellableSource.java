package io.samui.core.job;

import io.samui.core.inference.Cancellation;
import io.samui.core.inference.CancelledException;
import io.samui.core.storage.BlobSource;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes that are read until the reading is cancelled; then it ends with {@link CancelledException}, in the middle of a decode too. */
record CancellableSource(BlobSource source, Cancellation cancellation) implements BlobSource {

    @Override
    public long size() {
        return source.size();
    }

    @Override
    public InputStream open() throws IOException {
        cancellation.throwIfCancelled();
        return new FilterInputStream(source.open()) {
            @Override
            public int read() throws IOException {
                cancellation.throwIfCancelled();
                return super.read();
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                cancellation.throwIfCancelled();
                return super.read(target, offset, length);
            }
        };
    }
}
