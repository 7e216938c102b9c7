package io.samui.core.memory;

import io.samui.core.storage.BlobInfo;
import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobNotFoundException;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorage;
import io.samui.core.storage.BlobStorageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** Blobs in memory, gone with the process. */
public final class MemoryBlobStorage implements BlobStorage {

    @SuppressWarnings("ArrayRecordComponent")
    private record Blob(byte[] bytes, Instant modifiedAt) {}

    private final ConcurrentNavigableMap<BlobKey, Blob> blobs = new ConcurrentSkipListMap<>();
    private final Clock clock;

    public MemoryBlobStorage(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void put(BlobKey key, BlobSource source, String contentType) {
        try (InputStream in = source.open()) {
            byte[] bytes = in.readAllBytes();
            if (bytes.length != source.size()) {
                throw new BlobStorageException(
                        "The source of blob " + key + " said " + source.size() + " bytes and gave " + bytes.length,
                        null,
                        false);
            }
            blobs.put(key, new Blob(bytes, clock.instant()));
        } catch (IOException e) {
            throw new BlobStorageException("The source of blob " + key + " could not be read", e, true);
        }
    }

    @Override
    public Optional<BlobInfo> find(BlobKey key) {
        return Optional.ofNullable(blobs.get(key)).map(blob -> info(key, blob));
    }

    @Override
    public InputStream open(BlobKey key) {
        return new ByteArrayInputStream(blob(key).bytes());
    }

    @Override
    public InputStream open(BlobKey key, long offset, long length) {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("A range is not negative: " + offset + ", " + length);
        }
        byte[] bytes = blob(key).bytes();
        int from = (int) Math.min(offset, bytes.length);
        int count = (int) Math.min(length, bytes.length - from);
        return new ByteArrayInputStream(bytes, from, count);
    }

    @Override
    public void delete(BlobKey key) {
        blobs.remove(key);
    }

    @Override
    public Stream<BlobInfo> list(String prefix) {
        return blobs.entrySet().stream()
                .filter(entry -> entry.getKey().value().startsWith(prefix))
                .map(entry -> info(entry.getKey(), entry.getValue()));
    }

    @Override
    public void close() {
        // the collector's
    }

    private Blob blob(BlobKey key) {
        Blob blob = blobs.get(key);
        if (blob == null) {
            throw new BlobNotFoundException(key);
        }
        return blob;
    }

    private static BlobInfo info(BlobKey key, Blob blob) {
        return new BlobInfo(key, blob.bytes().length, blob.modifiedAt());
    }
}
