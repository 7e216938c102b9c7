package io.samui.core.storage;

/** There is no blob of that key. */
public class BlobNotFoundException extends BlobStorageException {

    private final BlobKey key;

    public BlobNotFoundException(BlobKey key) {
        super("There is no blob " + key, null, false);
        this.key = key;
    }

    public BlobKey key() {
        return key;
    }
}
