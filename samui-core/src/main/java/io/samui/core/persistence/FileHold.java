package io.samui.core.persistence;

import io.samui.core.ConfigurationException;
import io.samui.core.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A lock on a file that names its holder, so that the next process can say whom it waits for. It is advisory; the operating system
 * drops it when the process dies, however it dies.
 *
 * <p>POSIX gives such a lock to the process and takes it away when <em>any</em> descriptor of the file is closed. So a file that is
 * held in this JVM is not opened a second time.
 */
public final class FileHold implements AutoCloseable {

    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    /** Of files that other class loaders hold: to close one would be to give up their lock. */
    private static final Queue<FileChannel> NEVER_CLOSED = new ConcurrentLinkedQueue<>();

    private final Path file;
    private final FileChannel channel;

    private FileHold(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * @param file   made if need be; nothing else may be in it
     * @param what   it stands for, as the sentence begins
     * @param remedy what to do when another process has it, as the sentence ends
     * @throws ConfigurationException when somebody has it, naming the process
     * @throws IOException            when the file cannot be made or locked
     */
    public static FileHold take(Path file, String what, String remedy) throws IOException {
        Path real = real(file);
        if (!HELD.add(real)) {
            throw inUse(what, thisProcess(), remedy);
        }
        try {
            return new FileHold(real, locked(real, what, remedy));
        } catch (IOException | RuntimeException e) {
            HELD.remove(real);
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
            Path real = real(file);
            return take(Path.of(real + ".lock"), "The database " + real, "name another file with samui.database.url");
        } catch (IOException e) {
            throw new ConfigurationException(
                    "The database " + file + " cannot be locked (" + e
                            + "). Check that its directory is there and can be written",
                    e);
        }
    }

    /** Gives the lock up; closing twice is a no-op. The file stays: deleting it would let two processes lock two files of one name. */
    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new StoreException("The lock on " + file + " could not be given up", e);
        } finally {
            HELD.remove(file);
        }
    }

    /** What a file that may not be there yet is called without links; SQLite, too, makes what a link leads to. */
    private static Path real(Path file) throws IOException {
        if (Files.exists(file)) {
            return file.toRealPath();
        }
        Path made = Files.isSymbolicLink(file) ? file.resolveSibling(Files.readSymbolicLink(file)) : file;
        return made.toAbsolutePath()
                .resolveSibling(".")
                .toRealPath()
                .resolve(Objects.requireNonNull(made.getFileName()));
    }

    private static FileChannel locked(Path file, String what, String remedy) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw inUse(what, holder(channel), remedy);
            }
            writeHolder(channel);
            return channel;
        } catch (OverlappingFileLockException e) {
            NEVER_CLOSED.add(channel);
            throw inUse(what, thisProcess(), remedy);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static ConfigurationException inUse(String what, String holder, String remedy) {
        return new ConfigurationException(what + " is in use by " + holder + ". Stop that process, or " + remedy);
    }

    private static String thisProcess() {
        return "process " + ProcessHandle.current().pid();
    }

    private static void writeHolder(FileChannel channel) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(thisProcess().getBytes(StandardCharsets.UTF_8)), 0);
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
