package io.samui.storage.s3;

import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobStorageException;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/** Turns what the SDK throws into what {@link io.samui.core.storage.BlobStorage} promises. */
final class Faults {

    private static final List<String> DAMAGED =
            List.of("BadDigest", "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch", "IncompleteBody");

    private final Bucket bucket;
    private final ServiceFaults service;
    private final ConnectionFaults connection;

    Faults(Bucket bucket, S3Settings settings) {
        this.bucket = bucket;
        this.service = new ServiceFaults(bucket, settings);
        this.connection = new ConnectionFaults(settings);
    }

    /** Makes a call for a blob. */
    <T> T translated(Operation operation, BlobKey key, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw failure(operation, "Blob " + key, e);
        }
    }

    /** Makes a call for the bucket as a whole. */
    <T> T translated(Operation operation, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw failure(operation, "The bucket", e);
        }
    }

    BlobStorageException failure(Operation operation, String what, SdkException e) {
        if (e instanceof AbortedException) {
            Thread.currentThread().interrupt(); // which the SDK has taken for its own
        }
        Fault fault = of(operation, e);
        return new BlobStorageException(
                what + " could not be " + operation.done() + " (" + bucket + "): " + fault.sentence(),
                e,
                fault.retryable());
    }

    Fault of(Operation operation, SdkException e) {
        return e instanceof AwsServiceException answered ? service.of(operation, answered) : connection.of(e);
    }

    /** Whether the store refused bytes because they are not those that were sent; the SDK itself does not send them again. */
    static boolean isDamagedOnTheWay(Throwable e) {
        return e instanceof AwsServiceException answered && DAMAGED.contains(ServiceFaults.code(answered));
    }

    /** Whether the answer is that there is no such object; not, that there is no such bucket. */
    static boolean isMissing(AwsServiceException e) {
        return e.statusCode() == 404 && !ServiceFaults.code(e).equals("NoSuchBucket");
    }
}
