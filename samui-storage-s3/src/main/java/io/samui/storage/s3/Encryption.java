package io.samui.storage.s3;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** How the store is asked to encrypt what it keeps. */
enum Encryption {
    /** Nothing is asked: the bucket's own rule holds. */
    BUCKET(null),
    /** With keys of the store (SSE-S3). */
    AES256(ServerSideEncryption.AES256),
    /** With a key of the key management service (SSE-KMS). */
    KMS(ServerSideEncryption.AWS_KMS);

    private final @Nullable ServerSideEncryption header;

    Encryption(@Nullable ServerSideEncryption header) {
        this.header = header;
    }

    @Nullable
    ServerSideEncryption header() {
        return header;
    }
}
