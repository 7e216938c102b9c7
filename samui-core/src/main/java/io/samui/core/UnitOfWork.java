package io.samui.core;

import java.util.function.Supplier;

/**
 * The port through which stores share a transaction, and through which a host application's own transaction is joined.
 * Thread-safe; a transaction belongs to the thread that opened it.
 */
public interface UnitOfWork {

    /**
     * Runs {@code work} in a read-write transaction: it commits when {@code work} returns and rolls back when it throws (the
     * exception passes through). Called inside a transaction of this unit of work, it joins that one.
     */
    <T> T inTransaction(Supplier<T> work);

    /**
     * Runs {@code action} after the current transaction has committed, never when it rolled back; at once where there is
     * none. Actions run in order, outside the transaction; one that throws is logged and does not stop the others.
     */
    void afterCommit(Runnable action);

    /** {@link #inTransaction(Supplier)} for work without a result. */
    default void inTransaction(Runnable work) {
        inTransaction(() -> {
            work.run();
            return Boolean.TRUE;
        });
    }
}
