package io.samui.examples.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** S3Proxy as a process of its own, on a free loopback port, with its objects in files. It speaks S3, but is not AWS. */
final class S3ProxyProcess implements AutoCloseable {

    static final String ACCESS_KEY = "bench-access";
    static final String SECRET_KEY = "bench-secret";

    private static final Pattern READY = Pattern.compile("ServerConnector.*\\{127\\.0\\.0\\.1:(\\d+)}");

    private final Process process;
    private final Path directory;
    private final URI endpoint;

    private S3ProxyProcess(Process process, Path directory, URI endpoint) {
        this.process = process;
        this.directory = directory;
        this.endpoint = endpoint;
    }

    /** Starts the jar that the tests of samui-storage-s3 use, below the current directory. */
    static S3ProxyProcess start() throws IOException {
        Path jar = Path.of("samui-storage-s3/target/servers/s3proxy.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalArgumentException("There is no " + jar
                    + ": run mvn -pl samui-storage-s3 -am generate-test-resources in this directory, or give"
                    + " endpoint, bucket, access key and secret key");
        }
        Path directory = Files.createTempDirectory("samui-bench-");
        Path configuration = directory.resolve("s3proxy.conf");
        Files.createDirectory(directory.resolve("buckets"));
        Files.writeString(configuration, """
                s3proxy.endpoint=http://127.0.0.1:0
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=%s
                """.formatted(ACCESS_KEY, SECRET_KEY, directory.resolve("buckets")));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        List.of(java, "-Xmx512m", "-jar", jar.toString(), "--properties", configuration.toString()))
                .redirectErrorStream(true)
                .start();
        return new S3ProxyProcess(process, directory, URI.create("http://127.0.0.1:" + port(process)));
    }

    /** Goes on reading what it says, so that it never waits for a reader. */
    private static int port(Process process) throws IOException {
        BufferedReader said = process.inputReader();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.find()) {
                Thread rest = new Thread(() -> said.lines().forEach(ignored -> {}), "s3proxy-log");
                rest.setDaemon(true);
                rest.start();
                return Integer.parseInt(ready.group(1));
            }
        }
        throw new IllegalStateException("S3Proxy did not start");
    }

    URI endpoint() {
        return endpoint;
    }

    /** Stops it and deletes its objects. */
    @Override
    public void close() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
