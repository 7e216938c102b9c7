package io.samui.examples.bench;

import io.samui.core.spi.ClassPath;
import io.samui.core.spi.ProviderConfig;
import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorage;
import io.samui.core.storage.BlobStorageProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Puts and gets of 100 kB through samui-storage-s3 and through the bare SDK, on 1 and on 8 threads, in turns: each puts and reads
 * the same bytes over the same HTTP client. Without arguments against an S3Proxy that it starts; else
 * {@code endpoint bucket access-key secret-key}. The S3 jars come from the plugin:
 *
 * <pre>{@code
 * java -cp 'samui-examples/target/samui-examples.jar:samui-examples/target/lib/*:samui-storage-s3/target/plugin/*' \
 *     io.samui.examples.bench.S3Benchmark
 * }</pre>
 */
public final class S3Benchmark {

    private static final int SIZE = 100_000;
    private static final int WARM_UPS = 4;
    private static final int ROUNDS = 15;
    private static final int CALLS = 240;

    private final S3Client bare;
    private final BlobStorage samui;
    private final String bucket;
    private final byte[] bytes = new byte[SIZE];

    /** A put or a get of the object of that number. */
    private interface Call {
        void make(int number) throws IOException;
    }

    private S3Benchmark(S3Client bare, BlobStorage samui, String bucket) {
        this.bare = bare;
        this.samui = samui;
        this.bucket = bucket;
        new Random(1).nextBytes(bytes);
    }

    public static void main(String[] args) throws Exception {
        if (args.length == 4) {
            run(URI.create(args[0]), args[1], args[2], args[3]);
            return;
        }
        try (S3ProxyProcess server = S3ProxyProcess.start()) {
            try (S3Client client = client(server.endpoint(), S3ProxyProcess.ACCESS_KEY, S3ProxyProcess.SECRET_KEY)) {
                client.createBucket(request -> request.bucket("bench"));
            }
            run(server.endpoint(), "bench", S3ProxyProcess.ACCESS_KEY, S3ProxyProcess.SECRET_KEY);
        }
    }

    private static void run(URI endpoint, String bucket, String accessKey, String secretKey) throws Exception {
        try (S3Client bare = client(endpoint, accessKey, secretKey);
                BlobStorage samui = storage(endpoint, bucket, accessKey, secretKey)) {
            S3Benchmark benchmark = new S3Benchmark(bare, samui, bucket);
            System.out.printf("%-24s %12s %12s %10s%n", "100 kB, calls a second", "bare SDK", "samui", "overhead");
            for (int threads : new int[] {1, 8}) {
                benchmark.compare("put, " + threads + " threads", threads, benchmark::putBare, benchmark::putSamui);
                benchmark.compare("get, " + threads + " threads", threads, benchmark::getBare, benchmark::getSamui);
            }
            new LargeBlob(samui).measure();
        }
    }

    private static S3Client client(URI endpoint, String accessKey, String secretKey) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
                .forcePathStyle(true)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static BlobStorage storage(URI endpoint, String bucket, String accessKey, String secretKey) {
        Map<String, String> settings = Map.of(
                "endpoint", endpoint.toString(), "bucket", bucket, "access-key", accessKey, "secret-key", secretKey);
        return ClassPath.providers(BlobStorageProvider.class, S3Benchmark.class.getClassLoader()).stream()
                .filter(provider -> provider.name().equals("s3"))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("Put samui-storage-s3/target/plugin/* on the class path"))
                .create(new ProviderConfig("s3", null, "samui.storage.", Map.of(), settings));
    }

    /** Both in turns, so that what else goes on in the machine meets both. */
    private void compare(String name, int threads, Call bareCall, Call samuiCall) throws Exception {
        double[] bareRates = new double[ROUNDS];
        double[] samuiRates = new double[ROUNDS];
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int round = -WARM_UPS; round < ROUNDS; round++) {
                boolean bareFirst = round % 2 == 0;
                double first = rate(pool, threads, bareFirst ? bareCall : samuiCall);
                double second = rate(pool, threads, bareFirst ? samuiCall : bareCall);
                if (round >= 0) {
                    bareRates[round] = bareFirst ? first : second;
                    samuiRates[round] = bareFirst ? second : first;
                }
            }
        } finally {
            pool.shutdown();
        }
        double[] overheads = IntStream.range(0, ROUNDS)
                .mapToDouble(round -> 100 * (bareRates[round] / samuiRates[round] - 1))
                .toArray();
        System.out.printf(
                Locale.ROOT,
                "%-24s %12.0f %12.0f %9.1f%%%n",
                name,
                median(bareRates),
                median(samuiRates),
                median(overheads));
    }

    private static double rate(ExecutorService pool, int threads, Call call) throws Exception {
        long start = System.nanoTime();
        var running = IntStream.range(0, threads)
                .<Future<?>>mapToObj(thread -> pool.submit(() -> {
                    for (int number = thread; number < CALLS; number += threads) {
                        call.make(number);
                    }
                    return null;
                }))
                .toList();
        for (Future<?> one : running) {
            one.get(5, TimeUnit.MINUTES);
        }
        return CALLS / ((System.nanoTime() - start) / 1e9);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private void putBare(int number) {
        bare.putObject(
                request -> request.bucket(bucket).key("bare/" + number).contentType("image/png"),
                RequestBody.fromBytes(bytes));
    }

    private void putSamui(int number) {
        samui.put(new BlobKey("samui/" + number), BlobSource.of(bytes), "image/png");
    }

    private void getBare(int number) {
        check(bare.getObjectAsBytes(request -> request.bucket(bucket).key("bare/" + number))
                .asByteArrayUnsafe());
    }

    private void getSamui(int number) throws IOException {
        try (InputStream in = samui.open(new BlobKey("samui/" + number))) {
            check(in.readAllBytes());
        }
    }

    private static void check(byte[] read) {
        if (read.length != SIZE) {
            throw new IllegalStateException("Not all was read: " + read.length);
        }
    }
}
