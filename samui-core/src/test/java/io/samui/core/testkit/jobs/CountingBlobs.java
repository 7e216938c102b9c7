package io.samui.core.testkit.jobs;

import io.samui.core.memory.MemoryBlobStorage;
import io.samui.core.storage.BlobInfo;
import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorage;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Counts how often a photo is opened, and has a hook after each put and before each deletion. */
final class CountingBlobs implements BlobStorage {
    private final BlobStorage blobs = new MemoryBlobStorage(Clock.systemUTC());
    final AtomicInteger opened = new AtomicInteger();
    volatile Consumer<BlobKey> afterPut = key -> {};
    volatile Consumer<BlobKey> beforeDelete = key -> {};

    @Override
    public InputStream open(BlobKey key) {
        opened.addAndGet(key.value().startsWith("images/") ? 1 : 0);
        return blobs.open(key);
    }

    @Override
    public InputStream open(BlobKey key, long offset, long length) {
        return blobs.open(key, offset, length);
    }

    @Override
    public void put(BlobKey key, BlobSource source, String contentType) {
        blobs.put(key, source, contentType);
        afterPut.accept(key);
    }

    @Override
    public Optional<BlobInfo> find(BlobKey key) {
        return blobs.find(key);
    }

    @Override
    public void delete(BlobKey key) {
        beforeDelete.accept(key);
        blobs.delete(key);
    }

    @Override
    public Stream<BlobInfo> list(String prefix) {
        return blobs.list(prefix);
    }

    @Override
    public void close() {
        blobs.close();
    }

    List<String> keys() {
        return blobs.list("").map(blob -> blob.key().value()).toList();
    }
}
