package io.samui.storage.s3;

import io.samui.core.ConfigurationException;
import io.samui.core.storage.BlobInfo;
import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorage;
import io.samui.core.storage.DirectDownload;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Blobs as objects of a bucket, {@code prefix/key}. Thread-safe, and safe for several processes on one bucket.
 *
 * <p>A put whose answer is lost may have been done, whole. A blob read whole is verified (see {@link BlobStream}); a part of one is
 * not, except that it has its length and is of one version; an object that others put there has no digest, and only its length
 * is verified.
 */
final class S3BlobStorage implements BlobStorage, DirectDownload {

    private final Bucket bucket;
    private final Faults faults;
    private final ObjectWriter writer;
    private final ObjectReader reader;
    private final S3Presigner presigner;

    private S3BlobStorage(Bucket bucket, S3Settings settings, S3Presigner presigner) {
        this.bucket = bucket;
        this.faults = new Faults(bucket, settings);
        this.writer = new ObjectWriter(bucket, faults, settings);
        this.reader = new ObjectReader(bucket, faults, settings);
        this.presigner = presigner;
    }

    /**
     * Asks the bucket whether it is there, and sweeps the uploads in it that were never finished.
     *
     * @throws ConfigurationException when it cannot be used and will not be by itself
     */
    static S3BlobStorage open(S3Settings settings, Clock clock) {
        S3Clients clients = new S3Clients(settings);
        S3Client client = clients.client();
        Bucket bucket = new Bucket(
                client, Objects.requireNonNull(settings.bucket()), Objects.requireNonNullElse(settings.prefix(), ""));
        S3BlobStorage storage = new S3BlobStorage(bucket, settings, clients.presigner());
        try {
            if (new StartCheck(bucket, storage.faults).passes()) {
                new StaleUploads(bucket, storage.faults).sweep(clock.instant());
            }
            return storage;
        } catch (RuntimeException | Error e) {
            storage.close();
            throw e;
        }
    }

    @Override
    public void put(BlobKey key, BlobSource source, String contentType) {
        writer.put(key, source, contentType);
    }

    @Override
    public Optional<BlobInfo> find(BlobKey key) {
        return reader.find(key);
    }

    @Override
    public InputStream open(BlobKey key) {
        return reader.open(key);
    }

    @Override
    public InputStream open(BlobKey key, long offset, long length) {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("A range is not negative: " + offset + ", " + length);
        }
        return reader.open(key, offset, length);
    }

    @Override
    public void delete(BlobKey key) {
        faults.translated(
                Operation.DELETE,
                key,
                () -> bucket.client()
                        .deleteObject(request -> request.bucket(bucket.name()).key(bucket.objectKey(key))));
    }

    @Override
    public Stream<BlobInfo> list(String prefix) {
        return ObjectListing.of(bucket, faults, prefix, ObjectListing.PAGE);
    }

    @Override
    public Optional<URI> downloadUrl(BlobKey key, Delivery delivery, Duration validFor) {
        try {
            return Optional.of(presigner
                    .presignGetObject(presign -> presign.signatureDuration(validFor)
                            .getObjectRequest(request -> request.bucket(bucket.name())
                                    .key(bucket.objectKey(key))
                                    .responseContentType(delivery.contentType())
                                    .responseContentDisposition(delivery.contentDisposition())
                                    .responseCacheControl(delivery.cacheControl())))
                    .url()
                    .toURI());
        } catch (SdkException e) {
            throw faults.failure(Operation.READ, "Blob " + key, e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The SDK signs URLs that are none", e);
        }
    }

    @Override
    public void close() {
        presigner.close();
        bucket.client().close();
    }
}
