package io.samui.core;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The directory that holds everything durable, held by one process at a time: two queues over one database would run two jobs.
 * The lock is advisory, on the file {@code lock}; the operating system drops it when the process dies, however it dies.
 */
final class DataDirectory implements AutoCloseable {

    private static final String LOCK_FILE = "lock";

    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
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
            FileChannel channel = FileChannel.open(
                    absolute.resolve(LOCK_FILE),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (!tryLock(channel)) {
                String holder = readHolder(channel);
                channel.close();
                throw new ConfigurationException("The data directory " + absolute + " is in use by " + holder
                        + ". Stop that process, or name another directory with samui.data-dir");
            }
            writeHolder(channel);
            return new DataDirectory(absolute, channel);
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

    /** Gives the lock up. The file stays: deleting it would let two processes lock two files of one name. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new SamuiException("The lock of the data directory " + path + " could not be given up", e);
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void writeHolder(FileChannel channel) throws IOException {
        String holder = "process " + ProcessHandle.current().pid();
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
        channel.force(true);
    }

    private static String readHolder(FileChannel channel) {
        ByteBuffer bytes = ByteBuffer.allocate(100);
        try {
            channel.read(bytes, 0);
        } catch (IOException e) {
            return "another process"; // Windows refuses to read a locked file
        }
        String holder = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        return holder.isBlank() ? "another process" : holder;
    }
}
