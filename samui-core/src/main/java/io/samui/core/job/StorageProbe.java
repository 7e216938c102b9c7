package io.samui.core.job;

import io.samui.core.IdGenerator;
import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries whether a storage that refused blobs takes them again. */
final class StorageProbe {

    private static final Logger LOG = LoggerFactory.getLogger(StorageProbe.class);

    /** As much as a mask of many instances takes: a disk with room for a few bytes is full. */
    private static final int SIZE = 256 * 1024;

    private final BlobStorage blobs;
    private final IdGenerator ids;

    StorageProbe(BlobStorage blobs, IdGenerator ids) {
        this.blobs = blobs;
        this.ids = ids;
    }

    boolean takesBlobs() {
        BlobKey key = new BlobKey("probes/" + ids.next());
        try {
            blobs.put(key, BlobSource.of(new byte[SIZE]), "application/octet-stream");
            blobs.delete(key);
            return true;
        } catch (RuntimeException e) { // a plugin says it in its own words, too
            LOG.debug("The storage does not take blobs yet", e);
            return false;
        }
    }
}
