package io.samui.storage.s3;

import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobSource;
import java.io.ByteArrayInputStream;
import java.util.Objects;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Puts blobs: small ones by one request, larger ones in parts. */
final class ObjectWriter {

    private final Bucket bucket;
    private final Faults faults;
    private final S3Settings settings;
    private final long threshold;

    ObjectWriter(Bucket bucket, Faults faults, S3Settings settings) {
        this.bucket = bucket;
        this.faults = faults;
        this.settings = settings;
        this.threshold = Objects.requireNonNull(settings.multipartThreshold()).bytes();
    }

    void put(BlobKey key, BlobSource source, String contentType) {
        if (source.size() <= threshold) {
            putWhole(key, source, contentType);
        } else {
            new MultipartUpload(bucket, faults, settings, key).put(source, contentType);
        }
    }

    private void putWhole(BlobKey key, BlobSource source, String contentType) {
        byte[] bytes = new byte[Math.toIntExact(source.size())];
        try (SourceReader reader = new SourceReader(key, source)) {
            reader.read(bytes);
        }
        byte[] digest = ObjectDigest.of(bytes, bytes.length);
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(bucket.name())
                .key(bucket.objectKey(key))
                .contentType(contentType)
                .metadata(ObjectDigest.metadata(digest))
                .checksumSHA256(ObjectDigest.base64(digest))
                .serverSideEncryption(
                        Objects.requireNonNull(settings.encryption()).header())
                .ssekmsKeyId(settings.kmsKey())
                .build();
        faults.translated(
                Operation.PUT, key, () -> bucket.client().putObject(request, body(bytes, bytes.length, contentType)));
    }

    /** The bytes themselves: the SDK's own body copies them. */
    static RequestBody body(byte[] bytes, int length, String contentType) {
        return RequestBody.fromContentProvider(() -> new ByteArrayInputStream(bytes, 0, length), length, contentType);
    }
}
