package io.samui.storage.s3;

import io.samui.core.storage.BlobStorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** Parts of uploads that were never finished: nobody sees them, but they take space and cost money. */
final class StaleUploads {

    private static final Logger LOG = LoggerFactory.getLogger(StaleUploads.class);

    /** Whoever shares the prefix may be in the middle of one; none takes that long, whatever the clocks say. */
    private static final Duration AGE = Duration.ofHours(24);

    private final Bucket bucket;
    private final Faults faults;

    StaleUploads(Bucket bucket, Faults faults) {
        this.bucket = bucket;
        this.faults = faults;
    }

    /** Takes them back. A store that does not let us keeps them, which is no reason not to work. */
    void sweep(Instant now) {
        try {
            List<MultipartUpload> stale = faults.translated(
                    Operation.LIST_UPLOADS,
                    () -> bucket
                            .client()
                            .listMultipartUploadsPaginator(
                                    request -> request.bucket(bucket.name()).prefix(bucket.prefix()))
                            .uploads()
                            .stream()
                            .filter(upload -> bucket.blobKey(upload.key()).isPresent())
                            .filter(upload -> upload.initiated().isBefore(now.minus(AGE)))
                            .toList());
            stale.forEach(this::abort);
            if (!stale.isEmpty()) {
                LOG.info("{} uploads that interrupted work had left unfinished were taken back", stale.size());
            }
        } catch (BlobStorageException e) {
            LOG.warn("Uploads that interrupted work left unfinished stay, and take space: {}", e.getMessage());
        }
    }

    private void abort(MultipartUpload upload) {
        faults.translated(
                Operation.ABORT,
                () -> bucket.client()
                        .abortMultipartUpload(request ->
                                request.bucket(bucket.name()).key(upload.key()).uploadId(upload.uploadId())));
    }
}
