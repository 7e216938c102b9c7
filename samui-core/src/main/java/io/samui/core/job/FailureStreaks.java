package io.samui.core.job;

/** Counts failures in a row: one is an image's, many are the model's or the storage's. */
final class FailureStreaks {

    /** So many images may not be stored before the queue waits for the storage. */
    static final int STORAGE_LIMIT = 3;

    private final int engineLimit;
    private int engine;
    private int storage;

    FailureStreaks(int engineLimit) {
        this.engineLimit = engineLimit;
    }

    void count(ItemOutcome outcome) {
        if (outcome instanceof ItemOutcome.Processed) {
            engine = 0;
            storage = 0;
        } else if (outcome instanceof ItemOutcome.Failed failed) {
            switch (failed.code()) {
                case STORAGE -> storage++;
                case INFERENCE, OUT_OF_MEMORY, MODEL_NOT_LOADED, INTERNAL -> engine++;
                case TOO_LARGE, UNREADABLE_IMAGE, MODE_NOT_SUPPORTED -> {} // says nothing of the others
            }
        }
    }

    boolean engineIsBroken() {
        return engine >= engineLimit;
    }

    boolean storageIsAway() {
        return storage >= STORAGE_LIMIT;
    }

    /** The storage takes blobs again; if the next image shows otherwise, that is enough. */
    void storageIsBack() {
        storage = STORAGE_LIMIT - 1;
    }
}
