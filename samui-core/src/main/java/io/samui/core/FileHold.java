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
import java.util.Objects;

/**
 * A lock on a file that names its holder, so that the next process can say whom it waits for. It is advisory; the operating system
 * drops it when the process dies, however it dies.
 */
final class FileHold implements AutoCloseable {

    private final Path file;
    private final FileChannel channel;

    private FileHold(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * @param file   made if need be; nothing else may be in it
     * @param remedy what to do when another process has it, after the sentence that names that process
     * @param what   it stands for, as the sentence begins
     * @throws ConfigurationException when another process has it
     * @throws IOException            when the file cannot be made or locked
     */
    static FileHold take(Path file, String what, String remedy) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (!locked(channel)) {
                throw new ConfigurationException(
                        what + " is in use by " + holder(channel) + ". Stop that process, or " + remedy);
            }
            writeHolder(channel);
            return new FileHold(file, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * On SQLite's file, beside it: two processes may be led to one file by its URL, each with a data directory of its own.
     *
     * @throws ConfigurationException when another process has it, or when nothing can be written there
     */
    static FileHold ofDatabase(Path file) {
        try {
            Path real = Files.exists(file)
                    ? file.toRealPath()
                    : file.resolveSibling(".").toRealPath().resolve(Objects.requireNonNull(file.getFileName()));
            return take(Path.of(real + ".lock"), "The database " + real, "name another file with samui.database.url");
        } catch (IOException e) {
            throw new ConfigurationException(
                    "The database " + file + " cannot be locked (" + e
                            + "). Check that its directory is there and can be written",
                    e);
        }
    }

    /** Gives the lock up. The file stays: deleting it would let two processes lock two files of one name. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new SamuiException("The lock on " + file + " could not be given up", e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
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

    private static String holder(FileChannel channel) {
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
