package io.samui.storage.s3.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A server that speaks S3, in a JVM of its own, on a free loopback port. Everything it keeps goes with it. */
public final class S3Server implements AutoCloseable {

    public static final String ACCESS_KEY = "test-access";
    public static final String SECRET_KEY = "test-secret";

    /** A key that S3Mock's key management knows. */
    public static final String KMS_KEY = "valid-test-key-id";

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern PROXY_READY = Pattern.compile("ServerConnector.*\\{127\\.0\\.0\\.1:(\\d+)}");
    private static final Pattern MOCK_READY =
            Pattern.compile("Tomcat started on ports (\\d+) \\(http\\)(?s:.*)Started S3Mock");

    private final Process process;
    private final Path directory;
    private final URI endpoint;
    private final S3Client client;
    private final AtomicInteger buckets = new AtomicInteger();

    private S3Server(Process process, Path directory, int port) {
        this.process = process;
        this.directory = directory;
        this.endpoint = URI.create("http://127.0.0.1:" + port);
        this.client = client(endpoint);
    }

    /** S3Proxy, which keeps everything in memory. */
    public static S3Server startProxy() {
        return startProxy("transient-nio2", "-Xmx512m", "-XX:TieredStopAtLevel=1");
    }

    /** S3Proxy, which keeps everything in files. */
    public static S3Server startProxyOnDisk() {
        return startProxy("filesystem-nio2", "-Xmx512m");
    }

    private static S3Server startProxy(String provider, String... options) {
        Path directory = temporaryDirectory();
        Path configuration = directory.resolve("s3proxy.conf");
        write(configuration, """
                s3proxy.endpoint=http://127.0.0.1:0
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=%s
                jclouds.filesystem.basedir=%s
                """.formatted(
                        ACCESS_KEY, SECRET_KEY, provider, makeDirectory(directory.resolve("buckets"))));
        List<String> command = new ArrayList<>(List.of(options));
        command.addAll(List.of("-jar", servers("s3proxy.jar"), "--properties", configuration.toString()));
        return start(directory, command, PROXY_READY);
    }

    /** Adobe's S3Mock. */
    public static S3Server startMock() {
        Path directory = temporaryDirectory();
        String unpacked = servers("s3mock") + "/BOOT-INF/";
        return start(
                directory,
                List.of(
                        "-Xmx384m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        unpacked + "classes:" + unpacked + "lib/*",
                        module().resolve("src/test/s3mock/S3MockOnLoopback.java")
                                .toString(),
                        "--server.address=127.0.0.1",
                        "--server.port=0",
                        "--server.ssl.enabled=false",
                        "--http.port=0",
                        "--spring.main.banner-mode=off",
                        "--com.adobe.testing.s3mock.store.root=" + makeDirectory(directory.resolve("buckets")),
                        "--com.adobe.testing.s3mock.store.valid-kms-keys=arn:aws:kms:us-east-1:1234567890:key/"
                                + KMS_KEY),
                MOCK_READY);
    }

    private static S3Server start(Path directory, List<String> options, Pattern ready) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        Path log = directory.resolve("log");
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        try {
            return new S3Server(process, directory, awaitPort(process, log, ready));
        } catch (RuntimeException | Error e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static int awaitPort(Process process, Path log, Pattern ready) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            Matcher found = ready.matcher(read(log));
            if (found.find()) {
                return Integer.parseInt(found.group(1));
            }
            pause();
        }
        throw new IllegalStateException("The server did not start:\n" + read(log));
    }

    /** Its log has no other way to say that it is ready. */
    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public URI endpoint() {
        return endpoint;
    }

    public int port() {
        return endpoint.getPort();
    }

    /** The SDK itself, to look at and to change what is stored. */
    public S3Client client() {
        return client;
    }

    /** The name of a bucket that was not there before. */
    public String newBucket() {
        String bucket = "bucket-" + buckets.incrementAndGet();
        client.createBucket(request -> request.bucket(bucket));
        return bucket;
    }

    /** What a storage is configured with to keep its blobs in that bucket, under {@code samui.storage.s3.}. */
    public Map<String, String> settings(String bucket) {
        return Map.of(
                "bucket", bucket,
                "endpoint", endpoint.toString(),
                "access-key", ACCESS_KEY,
                "secret-key", SECRET_KEY);
    }

    private static S3Client client(URI endpoint) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .forcePathStyle(true)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** What the build has fetched. */
    private static String servers(String name) {
        Path place = module().resolve("target/servers").resolve(name);
        if (!Files.exists(place)) {
            throw new IllegalStateException(place + " is not there: mvn generate-test-resources fetches it");
        }
        return place.toString();
    }

    private static Path module() {
        try {
            Path classes = Path.of(S3Server.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return classes.getParent().getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("samui-s3-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path makeDirectory(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the server and deletes what it kept. */
    @Override
    public void close() {
        client.close();
        process.destroyForcibly();
        try {
            process.waitFor();
            try (var files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
