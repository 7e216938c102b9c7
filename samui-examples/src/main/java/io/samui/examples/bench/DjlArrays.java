package io.samui.examples.bench;

import ai.djl.ndarray.NDManager;

/** The arrays that DJL's PyTorch holds for anybody in this JVM, weights excluded. Closed with the program. */
final class DjlArrays implements AutoCloseable {

    private final NDManager own = NDManager.newBaseManager("PyTorch");

    /** In all managers: they have one root. */
    int count() {
        return own.getParentManager().getManagedArrays().size();
    }

    @Override
    public void close() {
        own.close();
    }
}
