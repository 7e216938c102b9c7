package io.samui.core.storage;

import java.util.Collection;
import java.util.Set;

/** Port to the rows that point at blobs. Thread-safe. */
@FunctionalInterface
public interface BlobReferences {

    /**
     * Which of these keys a row points at, as of this call; however many keys, it takes a few queries only.
     *
     * @throws io.samui.core.StoreException when the rows cannot be read, so that nothing is known of any key
     */
    Set<BlobKey> referenced(Collection<BlobKey> keys);
}
