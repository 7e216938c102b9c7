package io.samui.storage.s3;

import io.samui.core.storage.BlobInfo;
import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobNotFoundException;
import io.samui.core.storage.BlobStorageException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Looks objects up and opens them. */
final class ObjectReader {

    /** Beyond the largest object that any store keeps; some cannot read larger numbers. */
    private static final long FARTHEST = 1L << 50;

    /** Bytes that a reader may well hold in memory. */
    static final int SMALL = 1 << 20;

    private final Bucket bucket;
    private final Faults faults;
    private final int retries;

    ObjectReader(Bucket bucket, Faults faults, S3Settings settings) {
        this.bucket = bucket;
        this.faults = faults;
        this.retries = Objects.requireNonNull(settings.retries());
    }

    Optional<BlobInfo> find(BlobKey key) {
        try {
            HeadObjectResponse head = bucket.client()
                    .headObject(request -> request.bucket(bucket.name()).key(bucket.objectKey(key)));
            return Optional.of(new BlobInfo(key, head.contentLength(), head.lastModified()));
        } catch (AwsServiceException e) {
            if (!Faults.isMissing(e)) {
                throw faults.failure(Operation.FIND, "Blob " + key, e);
            }
            requireBucket(key); // an answer to HEAD does not say which of the two is missing
            return Optional.empty();
        } catch (SdkException e) {
            throw faults.failure(Operation.FIND, "Blob " + key, e);
        }
    }

    /** A small object is read and verified at once, so that a damaged one fails the call and what was damaged on its way is mended. */
    InputStream open(BlobKey key) {
        for (int retriesLeft = retries; ; retriesLeft--) {
            BlobStream stream = new BlobStream(this, key, get(key, ByteRange.ALL, null), ByteRange.ALL);
            if (stream.length() > SMALL) {
                return stream;
            }
            try {
                return new ByteArrayInputStream(stream.readWhole());
            } catch (DamagedBlobException | ReplacedBlobException e) {
                if (retriesLeft == 0) {
                    throw e;
                }
            }
        }
    }

    InputStream open(BlobKey key, long offset, long length) {
        if (length == 0 || offset > FARTHEST) {
            if (find(key).isEmpty()) {
                throw new BlobNotFoundException(key);
            }
            return InputStream.nullInputStream();
        }
        ByteRange range = ByteRange.of(offset, Math.min(length, FARTHEST));
        try {
            return new BlobStream(this, key, get(key, range, null), range);
        } catch (BlobStorageException e) {
            if (e.getCause() instanceof AwsServiceException answer && answer.statusCode() == 416) {
                return InputStream.nullInputStream(); // it begins beyond the end
            }
            throw e;
        }
    }

    /** How often a stream that breaks off may be taken up again. */
    int retries() {
        return retries;
    }

    /**
     * @param etag of the only version that will do; null for the one that is there
     * @throws BlobNotFoundException when there is none
     */
    ResponseInputStream<GetObjectResponse> get(BlobKey key, ByteRange range, @Nullable String etag) {
        GetObjectRequest request = GetObjectRequest.builder()
                .bucket(bucket.name())
                .key(bucket.objectKey(key))
                .range(range.isAll() ? null : range.header())
                .ifMatch(etag)
                .build();
        try {
            return bucket.client().getObject(request);
        } catch (SdkException e) {
            if (e instanceof AwsServiceException answer && Faults.isMissing(answer)) {
                throw new BlobNotFoundException(key);
            }
            throw faults.failure(Operation.READ, "Blob " + key, e);
        }
    }

    private void requireBucket(BlobKey key) {
        try {
            bucket.client().headBucket(request -> request.bucket(bucket.name()));
        } catch (AwsServiceException e) {
            if (e.statusCode() == 404) {
                // asked in a way whose answer has a body, which says what it is
                faults.translated(
                        Operation.FIND,
                        key,
                        () -> bucket.client()
                                .listObjectsV2(
                                        request -> request.bucket(bucket.name()).maxKeys(1)));
            }
        } catch (SdkException e) {
            throw faults.failure(Operation.FIND, "Blob " + key, e);
        }
    }
}
