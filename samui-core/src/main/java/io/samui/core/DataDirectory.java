package io.samui.core;

import io.samui.core.persistence.FileHold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directory that holds everything durable, held by one process at a time: two queues over one database would run two jobs. */
final class DataDirectory implements AutoCloseable {

    private static final String LOCK_FILE = "lock";

    private final Path path;
    private final FileHold hold;

    private DataDirectory(Path path, FileHold hold) {
        this.path = path;
        this.hold = hold;
    }

    /**
     * Makes the directory if need be and takes its lock.
     *
     * @throws ConfigurationException when another process holds it, naming that process, or when it cannot be written
     */
    static DataDirectory open(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
            FileHold hold = FileHold.take(
                    absolute.resolve(LOCK_FILE),
                    "The data directory " + absolute,
                    "name another directory with samui.data-dir");
            return new DataDirectory(absolute, hold);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "The data directory " + absolute + " cannot be used (" + e
                            + "). Make it writable, or name another one with samui.data-dir",
                    e);
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        hold.close();
    }
}
