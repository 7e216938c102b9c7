package io.samui.storage.s3;

import io.samui.core.spi.DataSize;
import io.samui.core.spi.Secret;
import io.samui.core.storage.BlobKey;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys {@code samui.storage.s3.*}.
 *
 * @param bucket             an existing bucket
 * @param prefix             what stands before all keys, a {@code /} between; null for nothing
 * @param region             null asks the SDK's chain; with an endpoint, {@code us-east-1}
 * @param endpoint           URL of what speaks S3; null for AWS
 * @param downloadEndpoint   URL under which clients reach it for direct downloads; null where that is the same
 * @param pathStyle          the bucket's name in the path instead of the host; by default where there is an endpoint
 * @param accessKey          null asks the SDK's chain of credentials
 * @param secretKey          given together with the access key
 * @param multipartThreshold the largest blob that goes by one request, held in memory meanwhile
 * @param partSize           what one part of a larger blob holds, in memory meanwhile
 * @param connectTimeout     for a connection to be made
 * @param readTimeout        between two packets of an answer
 * @param callTimeout        for a whole call, its retries included; the bytes of an answer may take longer
 * @param retries            attempts after the first of a call, and resumptions of a stream that breaks off
 * @param encryption         asked for with each put
 * @param kmsKey             id of the key for {@link Encryption#KMS}; null for the account's own
 */
record S3Settings(
        @Nullable String bucket,
        @Nullable String prefix,
        @Nullable String region,
        @Nullable String endpoint,
        @Nullable String downloadEndpoint,
        @Nullable Boolean pathStyle,
        @Nullable Secret accessKey,
        @Nullable Secret secretKey,
        @Nullable DataSize multipartThreshold,
        @Nullable DataSize partSize,
        @Nullable Duration connectTimeout,
        @Nullable Duration readTimeout,
        @Nullable Duration callTimeout,
        @Nullable Integer retries,
        @Nullable Encryption encryption,
        @Nullable String kmsKey) {

    private static final DataSize SMALLEST_PART = DataSize.ofMegabytes(5);
    private static final DataSize LARGEST_IN_MEMORY = DataSize.ofMegabytes(1024);
    private static final int LONGEST_PREFIX = 256;

    S3Settings {
        if (bucket == null || bucket.contains("/") || bucket.contains(":")) {
            throw new IllegalArgumentException("bucket must be the name of a bucket, such as my-samui"
                    + (bucket == null ? "" : ", and is \"" + bucket + "\"; what stands before all keys is prefix"));
        }
        prefix = prefix == null ? null : checkedPrefix(prefix);
        checkUrl("endpoint", endpoint);
        checkUrl("download-endpoint", downloadEndpoint);
        if ((accessKey == null) != (secretKey == null)) {
            throw new IllegalArgumentException(
                    "access-key and secret-key go together: give both, or neither to have the"
                            + " credentials from the environment, a profile or the machine's role");
        }
        pathStyle = pathStyle == null ? Boolean.valueOf(endpoint != null) : pathStyle;
        multipartThreshold = multipartThreshold == null ? DataSize.ofMegabytes(8) : multipartThreshold;
        partSize = partSize == null ? DataSize.ofMegabytes(8) : partSize;
        check(
                partSize.bytes() >= SMALLEST_PART.bytes() && partSize.bytes() <= LARGEST_IN_MEMORY.bytes(),
                "part-size is from " + SMALLEST_PART + ", the smallest that S3 takes, to " + LARGEST_IN_MEMORY);
        check(
                multipartThreshold.bytes() <= LARGEST_IN_MEMORY.bytes(),
                "multipart-threshold is at most " + LARGEST_IN_MEMORY + ": that much is held in memory");
        connectTimeout = positive("connect-timeout", connectTimeout, Duration.ofSeconds(5));
        readTimeout = positive("read-timeout", readTimeout, Duration.ofSeconds(20));
        callTimeout = positive("call-timeout", callTimeout, Duration.ofMinutes(2));
        retries = retries == null ? Integer.valueOf(3) : retries;
        check(retries >= 0 && retries <= 20, "retries is from 0 to 20");
        encryption = encryption == null ? Encryption.BUCKET : encryption;
        check(kmsKey == null || encryption == Encryption.KMS, "kms-key takes encryption=kms");
    }

    private static String checkedPrefix(String prefix) {
        String inner = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        check(inner.length() <= LONGEST_PREFIX, "prefix has at most " + LONGEST_PREFIX + " characters");
        try {
            return new BlobKey(inner).value() + "/";
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "prefix is letters, digits, '.', '_' and '-' in segments joined by '/', such as team/samui", e);
        }
    }

    private static void checkUrl(String key, @Nullable String url) {
        if (url == null) {
            return;
        }
        try {
            URI parsed = new URI(url);
            boolean web = List.of("http", "https").contains(String.valueOf(parsed.getScheme()));
            boolean bare = parsed.getPath() == null || List.of("", "/").contains(parsed.getPath());
            check(
                    web && bare && parsed.getHost() != null && parsed.getUserInfo() == null,
                    key + " is a URL of scheme, host and port, such as https://s3.example.org:9000, and is \""
                            + (parsed.getUserInfo() == null ? url : "one with a login in it") + '"');
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(key + " is no URL such as https://s3.example.org:9000", e);
        }
    }

    private static Duration positive(String key, @Nullable Duration value, Duration otherwise) {
        check(value == null || value.toMillis() > 0, key + " is at least a millisecond");
        return value == null ? otherwise : value;
    }

    private static void check(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
