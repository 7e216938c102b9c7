package io.samui.examples.bench;

import io.samui.core.storage.BlobInfo;
import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Gives the same photo for every key and keeps nothing, so that what is measured is the database. Notes when masks came.
 * Thread-safe.
 */
final class OnePhotoStorage implements BlobStorage {

    private final byte[] photo;
    private final List<Long> masks = new ArrayList<>();

    OnePhotoStorage(byte[] photo) {
        this.photo = photo;
    }

    /** {@link System#nanoTime()} of each mask so far, in order. */
    synchronized List<Long> masks() {
        return List.copyOf(masks);
    }

    @Override
    public synchronized void put(BlobKey key, BlobSource source, String contentType) {
        if (key.value().startsWith("masks/")) {
            masks.add(System.nanoTime());
        }
    }

    @Override
    public Optional<BlobInfo> find(BlobKey key) {
        return Optional.of(new BlobInfo(key, photo.length, Instant.EPOCH));
    }

    @Override
    public InputStream open(BlobKey key) {
        return new ByteArrayInputStream(photo);
    }

    @Override
    public InputStream open(BlobKey key, long offset, long length) {
        int from = (int) Math.min(photo.length, offset);
        return new ByteArrayInputStream(photo, from, (int) Math.min(photo.length - from, length));
    }

    @Override
    public void delete(BlobKey key) {}

    @Override
    public Stream<BlobInfo> list(String prefix) {
        return Stream.empty();
    }

    @Override
    public void close() {}
}
