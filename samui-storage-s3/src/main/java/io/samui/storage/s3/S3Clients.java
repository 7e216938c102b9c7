package io.samui.storage.s3;

import io.samui.core.ConfigurationException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Makes the SDK's clients of our settings. */
final class S3Clients {

    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    private final S3Settings settings;
    private final Region region;

    /** Empty for the SDK's own chain. */
    private final Optional<AwsCredentialsProvider> credentials;

    S3Clients(S3Settings settings) {
        this.settings = settings;
        this.region = region(settings);
        this.credentials = credentials(settings);
    }

    S3Client client() {
        S3ClientBuilder builder = S3Client.builder()
                .region(region)
                .httpClientBuilder(http())
                .serviceConfiguration(style())
                // each put brings its SHA-256 along; what the SDK would add goes by trailers, which not all stores know
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(override -> override.apiCallTimeout(
                                Objects.requireNonNull(settings.callTimeout()))
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(1 + Objects.requireNonNull(settings.retries()))
                                .retryOnException(Faults::isDamagedOnTheWay)
                                .build()));
        credentials.ifPresent(builder::credentialsProvider);
        endpoint(settings.endpoint()).ifPresent(builder::endpointOverride);
        return builder.build();
    }

    S3Presigner presigner() {
        S3Presigner.Builder builder = S3Presigner.builder().region(region).serviceConfiguration(style());
        credentials.ifPresent(builder::credentialsProvider);
        endpoint(settings.downloadEndpoint())
                .or(() -> endpoint(settings.endpoint()))
                .ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private S3Configuration style() {
        return S3Configuration.builder()
                .pathStyleAccessEnabled(settings.pathStyle())
                .chunkedEncodingEnabled(false) // bodies are in memory: they are signed whole
                .build();
    }

    private UrlConnectionHttpClient.Builder http() {
        UrlConnectionHttpClient.Builder builder = UrlConnectionHttpClient.builder()
                .connectionTimeout(settings.connectTimeout())
                .socketTimeout(settings.readTimeout());
        boolean loopback = endpoint(settings.endpoint())
                .map(URI::getHost)
                .filter(LOOPBACK::contains)
                .isPresent();
        if (loopback) { // no proxy leads there
            builder.proxyConfiguration(ProxyConfiguration.builder()
                    .useSystemPropertyValues(false)
                    .useEnvironmentVariablesValues(false)
                    .build());
        }
        return builder;
    }

    private static Optional<URI> endpoint(@Nullable String url) {
        return Optional.ofNullable(url).map(URI::create);
    }

    private static Region region(S3Settings settings) {
        if (settings.region() != null) {
            return Region.of(settings.region());
        } else if (settings.endpoint() != null) {
            return Region.US_EAST_1; // what stores that have no regions expect
        }
        try {
            return DefaultAwsRegionProviderChain.builder().build().getRegion();
        } catch (SdkClientException e) {
            throw new ConfigurationException(
                    "Set samui.storage.s3.region to the bucket's region, such as eu-central-1: neither the environment nor a"
                            + " profile nor the machine says which it is",
                    e);
        }
    }

    private static Optional<AwsCredentialsProvider> credentials(S3Settings settings) {
        if (settings.accessKey() == null || settings.secretKey() == null) {
            return Optional.empty();
        }
        return Optional.of(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                settings.accessKey().value(), settings.secretKey().value())));
    }
}
