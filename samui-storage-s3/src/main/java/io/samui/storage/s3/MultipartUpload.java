package io.samui.storage.s3;

import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorageException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * One blob that goes in parts, of which one at a time is in memory. The source is read twice: the digest is part of what is said
 * before the first byte goes, and what then goes must have it.
 */
final class MultipartUpload {

    private static final Logger LOG = LoggerFactory.getLogger(MultipartUpload.class);

    /** More parts than that no store takes. */
    private static final int MOST_PARTS = 10_000;

    private static final String TYPE = "application/octet-stream";

    private final Bucket bucket;
    private final Faults faults;
    private final S3Settings settings;
    private final BlobKey key;

    MultipartUpload(Bucket bucket, Faults faults, S3Settings settings, BlobKey key) {
        this.bucket = bucket;
        this.faults = faults;
        this.settings = settings;
        this.key = key;
    }

    void put(BlobSource source, String contentType) {
        byte[] part = new byte[partSize(source.size())];
        byte[] digest = read(source, part, count -> {});
        String id = create(digest, contentType);
        List<CompletedPart> parts = new ArrayList<>();
        try {
            byte[] sent = read(source, part, count -> parts.add(upload(id, parts.size() + 1, part, count)));
            if (!MessageDigest.isEqual(digest, sent)) {
                throw new BlobStorageException(
                        "The source of blob " + key + " gave other bytes when it was read again", null, false);
            }
            complete(id, parts, source.size(), digest);
        } catch (RuntimeException | Error e) {
            abort(id);
            throw e;
        }
    }

    private int partSize(long size) {
        long wanted = Objects.requireNonNull(settings.partSize()).bytes();
        return Math.toIntExact(Math.max(wanted, (size + MOST_PARTS - 1) / MOST_PARTS));
    }

    private byte[] read(BlobSource source, byte[] part, Consumer<Integer> eachPart) {
        MessageDigest digest = ObjectDigest.fresh();
        try (SourceReader reader = new SourceReader(key, source)) {
            for (long left = source.size(); left > 0; ) {
                int count = reader.read(part);
                digest.update(part, 0, count);
                eachPart.accept(count);
                left -= count;
            }
        }
        return digest.digest();
    }

    private String create(byte[] digest, String contentType) {
        CreateMultipartUploadRequest request = CreateMultipartUploadRequest.builder()
                .bucket(bucket.name())
                .key(bucket.objectKey(key))
                .contentType(contentType)
                .metadata(ObjectDigest.metadata(digest))
                .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                .serverSideEncryption(
                        Objects.requireNonNull(settings.encryption()).header())
                .ssekmsKeyId(settings.kmsKey())
                .build();
        return faults.translated(
                Operation.PUT,
                key,
                () -> bucket.client().createMultipartUpload(request).uploadId());
    }

    private CompletedPart upload(String id, int number, byte[] part, int count) {
        String checksum = ObjectDigest.base64(ObjectDigest.of(part, count));
        UploadPartRequest request = UploadPartRequest.builder()
                .bucket(bucket.name())
                .key(bucket.objectKey(key))
                .uploadId(id)
                .partNumber(number)
                .checksumSHA256(checksum)
                .build();
        UploadPartResponse uploaded = faults.translated(
                Operation.PUT, key, () -> bucket.client().uploadPart(request, ObjectWriter.body(part, count, TYPE)));
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(uploaded.eTag())
                .checksumSHA256(checksum)
                .build();
    }

    private void complete(String id, List<CompletedPart> parts, long size, byte[] digest) {
        try {
            bucket.client()
                    .completeMultipartUpload(request -> request.bucket(bucket.name())
                            .key(bucket.objectKey(key))
                            .uploadId(id)
                            .multipartUpload(upload -> upload.parts(parts)));
        } catch (SdkException e) {
            // where the answer was lost, the repeated request finds an upload that is no more
            if (!isThere(size, digest)) {
                throw faults.failure(Operation.PUT, "Blob " + key, e);
            }
            abort(id);
        }
    }

    private boolean isThere(long size, byte[] digest) {
        try {
            HeadObjectResponse there = bucket.client()
                    .headObject(request -> request.bucket(bucket.name()).key(bucket.objectKey(key)));
            return there.contentLength() == size
                    && HexFormat.of().formatHex(digest).equals(there.metadata().get(ObjectDigest.METADATA));
        } catch (SdkException e) {
            return false;
        }
    }

    /** What cannot be taken back now is swept a day later, by the next start. */
    private void abort(String id) {
        try {
            bucket.client()
                    .abortMultipartUpload(request -> request.bucket(bucket.name())
                            .key(bucket.objectKey(key))
                            .uploadId(id));
        } catch (SdkException e) {
            LOG.debug("The unfinished upload {} of {} only takes space", id, key, e);
        }
    }
}
