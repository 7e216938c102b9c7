package io.samui.examples.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The server as a process of its own, on a free loopback port. */
public final class ServerProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Pattern READY = Pattern.compile("samui is ready: (http://\\S+)");

    private final Process process;
    private final Path log;
    private final Instant launchedAt;

    private ServerProcess(Process process, Path log, Instant launchedAt) {
        this.process = process;
        this.log = log;
        this.launchedAt = launchedAt;
    }

    /** Starts the process and returns at once. */
    public static ServerProcess launch(Path jar, List<String> jvmOptions, List<String> settings, Path log)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-Djava.awt.headless=true", "-jar", jar.toString(), "--server.port=0"));
        command.addAll(settings);
        Instant now = Instant.now();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new ServerProcess(process, log, now);
    }

    /** The server's jar as {@code mvn package} leaves it, looked for from this program's own place and from the current directory. */
    public static Path findJar(@Nullable Path given) {
        if (given != null) {
            return given.toAbsolutePath();
        }
        Path relative = Path.of("samui-rest", "target", "samui-rest.jar");
        for (Path start : List.of(ownPlace(), Path.of("").toAbsolutePath())) {
            for (Path folder = start; folder != null; folder = folder.getParent()) {
                if (Files.isRegularFile(folder.resolve(relative))) {
                    return folder.resolve(relative);
                }
            }
        }
        throw new IllegalArgumentException(
                "There is no " + relative + ": make it with mvn -DskipTests package, or name it with --jar=FILE");
    }

    private static Path ownPlace() {
        try {
            return Path.of(ServerProcess.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toAbsolutePath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Waits until it answers.
     *
     * @throws IllegalStateException with what it said when it ends before that, or takes too long
     */
    public Client awaitReady() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            Matcher ready = READY.matcher(said());
            if (ready.find()) {
                return new Client(URI.create(ready.group(1)));
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new IllegalStateException("The server did not start:\n" + said());
    }

    /** Kills it with a signal that no program can catch, and waits until it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks it to stop, as a service manager does, and waits until it has. */
    public void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("The server does not stop:\n" + said());
        }
    }

    /** Waits until it ends by itself; whether it did so as a failure. */
    boolean endsWithFailure() throws InterruptedException {
        return process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) && process.exitValue() != 0;
    }

    long pid() {
        return process.pid();
    }

    /** A moment before its first instruction. */
    Instant launchedAt() {
        return launchedAt;
    }

    /** Everything it has written so far. */
    String said() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves no process behind, nor one that still writes. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
