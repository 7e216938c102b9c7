package io.samui.storage.s3;

import io.samui.core.storage.BlobKey;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Where blobs go.
 *
 * @param name   of the bucket
 * @param prefix what stands before all keys; empty, or ending with {@code /}
 */
record Bucket(S3Client client, String name, String prefix) {

    String objectKey(BlobKey key) {
        return prefix + key.value();
    }

    /** The blob that an object is; empty for one that no blob can be, such as a console's empty folder. */
    Optional<BlobKey> blobKey(String objectKey) {
        if (!objectKey.startsWith(prefix)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BlobKey(objectKey.substring(prefix.length())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "s3://" + name + "/" + prefix;
    }
}
