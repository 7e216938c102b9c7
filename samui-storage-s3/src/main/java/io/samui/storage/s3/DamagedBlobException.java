package io.samui.storage.s3;

import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobStorageException;

/** What was read of a blob is not what was put. */
final class DamagedBlobException extends BlobStorageException {

    DamagedBlobException(BlobKey key, String wanted, String found) {
        super(
                "Blob " + key + " is damaged: the SHA-256 of what was read is " + found + ", and it was put with "
                        + wanted
                        + ". If it stays so when read again, bring it back from a copy or an earlier version; without one,"
                        + " delete its image and upload it again",
                null,
                true);
    }
}
