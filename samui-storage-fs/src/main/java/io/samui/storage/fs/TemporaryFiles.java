package io.samui.storage.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files on their way to becoming blobs. */
final class TemporaryFiles {

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFiles.class);

    private static final String PREFIX = ".put-";

    /** Where other processes may be writing, only what is older than any upload may go. */
    private static final long STALE_AFTER_MILLIS = TimeUnit.HOURS.toMillis(24);

    private TemporaryFiles() {}

    static Path create(Path directory) throws IOException {
        try {
            return Files.createTempFile(directory, PREFIX, null);
        } catch (NoSuchFileException e) {
            makeDirectories(directory);
            return Files.createTempFile(directory, PREFIX, null);
        }
    }

    /** Moves a whole file to its place and makes the move durable. */
    static void moveInto(Path temporary, Path target) throws IOException {
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path directory = target.getParent();
        if (directory != null) {
            force(directory);
        }
    }

    /** Makes what happened in a directory durable; systems that cannot open directories do without. */
    static void force(Path directory) throws IOException {
        if (System.getProperty("os.name", "").startsWith("Windows")) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * Deletes what interrupted puts left.
     *
     * @param shared whether other processes may be writing
     */
    static void sweep(Path root, boolean shared) throws IOException {
        FileTime newest =
                FileTime.fromMillis(shared ? System.currentTimeMillis() - STALE_AFTER_MILLIS : Long.MAX_VALUE);
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (String.valueOf(file.getFileName()).startsWith(PREFIX)) {
                    sweep(file, newest);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                // gone since its directory was read, or not ours to read, such as a volume's lost+found
                LOG.debug("{} is not searched for what interrupted writes left", file, e);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void sweep(Path file, FileTime newest) {
        try {
            if (Files.getLastModifiedTime(file).compareTo(newest) < 0) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("{} was left by an interrupted write and could not be deleted; it only takes space", file, e);
        }
    }

    /** Makes a directory and those above it that are missing, and makes their names durable. */
    static void makeDirectories(Path directory) throws IOException {
        Deque<Path> parents = new ArrayDeque<>();
        for (Path made = directory; made.getParent() != null && Files.notExists(made); made = made.getParent()) {
            parents.push(made.getParent());
        }
        Files.createDirectories(directory);
        // a new directory's name is an entry of its parent; those above may not be ours to open
        for (Path parent : parents) {
            force(parent);
        }
    }
}
