package io.samui.storage.s3;

import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobStorageException;

/** The rest of what was read is no longer there. */
final class ReplacedBlobException extends BlobStorageException {

    ReplacedBlobException(BlobKey key, Throwable cause) {
        super(
                "Blob " + key
                        + " could not be read to its end: the connection broke, and meanwhile it was replaced or deleted."
                        + " Read it again",
                cause,
                true);
    }
}
