package io.samui.core.storage;

import io.samui.core.spi.ContextLoader;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A storage whose every call runs with its provider's class loader as context loader, whichever thread makes it: clients from a
 * plugin find their parts through it.
 */
public final class ContextLoadedStorage implements BlobStorage, FreeSpace, DirectDownload {

    private final BlobStorage storage;
    private final ClassLoader loader;

    public ContextLoadedStorage(BlobStorage storage, ClassLoader loader) {
        this.storage = storage;
        this.loader = loader;
    }

    @Override
    public void put(BlobKey key, BlobSource source, String contentType) {
        run(() -> storage.put(key, source, contentType));
    }

    @Override
    public Optional<BlobInfo> find(BlobKey key) {
        return ContextLoader.call(loader, () -> storage.find(key));
    }

    @Override
    public InputStream open(BlobKey key) {
        return ContextLoader.call(loader, () -> storage.open(key));
    }

    @Override
    public InputStream open(BlobKey key, long offset, long length) {
        return ContextLoader.call(loader, () -> storage.open(key, offset, length));
    }

    @Override
    public void delete(BlobKey key) {
        run(() -> storage.delete(key));
    }

    @Override
    public Stream<BlobInfo> list(String prefix) {
        return ContextLoader.call(loader, () -> storage.list(prefix));
    }

    @Override
    public OptionalLong freeBytes() {
        return storage instanceof FreeSpace space ? ContextLoader.call(loader, space::freeBytes) : OptionalLong.empty();
    }

    @Override
    public Optional<URI> downloadUrl(BlobKey key, Delivery delivery, Duration validFor) {
        return storage instanceof DirectDownload direct
                ? ContextLoader.call(loader, () -> direct.downloadUrl(key, delivery, validFor))
                : Optional.empty();
    }

    @Override
    public void close() {
        run(storage::close);
    }

    private void run(Runnable call) {
        ContextLoader.call(loader, () -> {
            call.run();
            return Boolean.TRUE;
        });
    }
}
