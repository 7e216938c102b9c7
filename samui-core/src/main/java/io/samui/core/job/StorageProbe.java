package io.samui.core.job;

import io.samui.core.IdGenerator;
import io.samui.core.storage.BlobKey;
import io.samui.core.storage.BlobSource;
import io.samui.core.storage.BlobStorage;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries whether a storage that failed takes blobs again, and gives them back. */
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

    boolean works() {
        BlobKey key = new BlobKey("probes/" + ids.next());
        try {
            blobs.put(key, BlobSource.of(new byte[SIZE]), "application/octet-stream");
            boolean whole = comesBack(key);
            blobs.delete(key);
            return whole;
        } catch (IOException | RuntimeException e) { // a plugin says it in its own words, too
            LOG.debug("The storage does not work yet", e);
            return false;
        }
    }

    private boolean comesBack(BlobKey key) throws IOException {
        try (InputStream bytes = blobs.open(key)) {
            return bytes.readAllBytes().length == SIZE;
        }
    }
}
