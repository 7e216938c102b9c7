package io.samui.storage.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files on their way to becoming blobs. */
final class TemporaryFiles {

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFiles.class);

    private static final String PREFIX = ".put-";

    /** Another process may be writing: only what is older than any upload may go. */
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

    static void sweep(Path root) throws IOException {
        FileTime newest = FileTime.fromMillis(System.currentTimeMillis() - STALE_AFTER_MILLIS);
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(file -> String.valueOf(file.getFileName()).startsWith(PREFIX))
                    .forEach(file -> sweep(file, newest));
        }
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

    private static void makeDirectories(Path directory) throws IOException {
        Files.createDirectories(directory);
        // the new directory's own name is an entry of its parent
        for (Path made = directory; made.getParent() != null; made = made.getParent()) {
            force(made.getParent());
            if (made.getParent().equals(made.getRoot())) {
                break;
            }
        }
    }
}
