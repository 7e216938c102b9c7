package io.samui.storage.fs;

import io.samui.core.ConfigurationException;
import io.samui.core.storage.BlobInfo;
import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobNotFoundException;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorage;
import io.samui.core.storage.BlobStorageException;
import io.samui.core.storage.FreeSpace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Blobs as files under a root directory. Thread-safe, and safe for several processes on one file system that moves files
 * atomically.
 */
public final class FsBlobStorage implements BlobStorage, FreeSpace {

    private final Path root;

    private FsBlobStorage(Path root) {
        this.root = root;
    }

    /**
     * Opens a directory that other processes may be writing to: makes it if need be, and sweeps what puts left that were interrupted
     * more than a day ago.
     *
     * @throws ConfigurationException when it cannot be used
     */
    public static FsBlobStorage open(Path root) {
        return open(root, true);
    }

    /**
     * Opens a directory that no other process writes to, as one in a data directory that this process holds: makes it if need be,
     * and sweeps what interrupted puts left.
     *
     * @throws ConfigurationException when it cannot be used
     */
    public static FsBlobStorage openUnshared(Path root) {
        return open(root, false);
    }

    private static FsBlobStorage open(Path root, boolean shared) {
        try {
            Path normal = root.toAbsolutePath().normalize();
            TemporaryFiles.makeDirectories(normal);
            Path real = normal.toRealPath();
            if (!Files.isWritable(real)) {
                throw new ConfigurationException("The blob directory " + real
                        + " cannot be written. Make it writable, or name another with samui.storage.fs.root");
            }
            TemporaryFiles.sweep(real, shared);
            return new FsBlobStorage(real);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "The blob directory " + root + " cannot be used (" + e
                            + "). Name another with samui.storage.fs.root",
                    e);
        }
    }

    @Override
    public void put(BlobKey key, BlobSource source, String contentType) {
        try {
            Path target = path(key);
            Path directory = directoryOf(target);
            Path temporary = TemporaryFiles.create(directory);
            try {
                write(key, source, temporary);
                TemporaryFiles.moveInto(temporary, target);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw failure("written", key, e);
        }
    }

    @Override
    public Optional<BlobInfo> find(BlobKey key) {
        try {
            return file(path(key))
                    .map(file -> new BlobInfo(
                            key, file.size(), file.lastModifiedTime().toInstant()));
        } catch (IOException e) {
            throw failure("looked up", key, e);
        }
    }

    @Override
    public InputStream open(BlobKey key) {
        return Channels.newInputStream(channel(key));
    }

    @Override
    public InputStream open(BlobKey key, long offset, long length) {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("A range is not negative: " + offset + ", " + length);
        }
        FileChannel channel = channel(key);
        try {
            // some systems refuse a position that no file can reach
            channel.position(Math.min(offset, channel.size()));
            return new LimitedInputStream(Channels.newInputStream(channel), length);
        } catch (IOException e) {
            BlobStorageException failure = failure("read", key, e);
            try (channel) {
                throw failure;
            } catch (IOException closing) {
                failure.addSuppressed(closing);
                throw failure;
            }
        }
    }

    @Override
    public void delete(BlobKey key) {
        try {
            Path path = path(key);
            if (file(path).isPresent() && Files.deleteIfExists(path)) {
                TemporaryFiles.force(directoryOf(path));
            }
        } catch (IOException e) {
            throw failure("deleted", key, e);
        }
    }

    @Override
    public Stream<BlobInfo> list(String prefix) {
        return SortedListing.of(root, prefix);
    }

    @Override
    public OptionalLong freeBytes() {
        try {
            return OptionalLong.of(Files.getFileStore(root).getUsableSpace());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public void close() {
        // files are opened and closed by the calls
    }

    private FileChannel channel(BlobKey key) {
        Path path = path(key);
        try {
            if (file(path).isEmpty()) {
                throw new BlobNotFoundException(key);
            }
            return FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            throw new BlobNotFoundException(key);
        } catch (IOException e) {
            throw failure("read", key, e);
        }
    }

    private static void write(BlobKey key, BlobSource source, Path temporary) throws IOException {
        try (InputStream in = new SourceStream(key, source);
                FileChannel out = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            long written = in.transferTo(Channels.newOutputStream(out));
            if (written != source.size()) {
                throw new BlobStorageException(
                        "The source of blob " + key + " said " + source.size() + " bytes and gave " + written,
                        null,
                        false);
            }
            out.force(true);
        }
    }

    /** A key is a safe relative path by construction; what a link in the root may point to is checked here. */
    private Path path(BlobKey key) {
        Path path = root.resolve(key.value());
        Path existing = directoryOf(path);
        while (!existing.equals(root) && !Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            existing = directoryOf(existing);
        }
        if (!Files.isDirectory(root)) {
            throw new BlobStorageException(
                    "The blob directory " + root + " is gone. Mount it or bring it back, then try again", null, true);
        }
        try {
            if (!existing.toRealPath().startsWith(root)) {
                throw new BlobStorageException("Blob " + key + " would lie outside of " + root, null, false);
            }
        } catch (IOException e) {
            throw failure("looked up", key, e);
        }
        return path;
    }

    /**
     * The file at a path, empty only when there surely is none: a directory that may not be searched or a disk that fails is an
     * error, as it says nothing of the blob.
     */
    private Optional<BasicFileAttributes> file(Path path) throws IOException {
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS))
                    .filter(BasicFileAttributes::isRegularFile);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            if (liesBelowFile(path)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private boolean liesBelowFile(Path path) {
        for (Path above = directoryOf(path); !above.equals(root); above = directoryOf(above)) {
            if (Files.isRegularFile(above, LinkOption.NOFOLLOW_LINKS)) {
                return true;
            }
        }
        return false;
    }

    private static Path directoryOf(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalStateException(path + " has no directory");
        }
        return parent;
    }

    private static BlobStorageException failure(String done, BlobKey key, IOException e) {
        String reason = e instanceof FileSystemException fs && fs.getReason() != null ? fs.getReason() : e.toString();
        return new BlobStorageException(
                "Blob " + key + " could not be " + done + ": " + reason
                        + ". Check free space and permissions of the blob directory",
                e,
                true);
    }
}
