/**
 * Blobs in a bucket of S3, or of anything that speaks its protocol. {@link io.samui.storage.s3.S3BlobStorageProvider} is the way
 * in; the AWS SDK is not seen from outside.
 *
 * <p>A {@code Bucket} is the place: client, name and prefix. {@code ObjectWriter} puts small blobs by one request and large ones
 * in parts ({@code MultipartUpload}, {@code StaleUploads}); {@code ObjectReader} and {@code BlobStream} read and verify them;
 * {@code ObjectListing} lists;
 * {@code S3BlobStorage} signs URLs for direct downloads; {@code Faults} says what went wrong, what to do, and whether a retry can help.
 *
 * <pre>{@code
 * Samui samui = Samui.builder()
 *         .dataDirectory(Path.of("data"))
 *         .setting("samui.storage.provider", "s3")
 *         .setting("samui.storage.s3.bucket", "photos")
 *         .setting("samui.storage.s3.region", "eu-central-1")
 *         .build();
 * }</pre>
 */
@NullMarked
package io.samui.storage.s3;

import org.jspecify.annotations.NullMarked;
