package io.samui.core.persistence;

import java.sql.Connection;
import java.util.Optional;

/**
 * A host application's own transactions, which samui's calls join: what a thread reads and writes through samui inside one sees what
 * the host has written, and is committed or rolled back with it. Thread-safe.
 *
 * <p>A call that fails leaves the host's transaction as it was before the call, so that the host may go on with it. Its isolation must
 * be READ COMMITTED. A submission holds the queue's lock until the host commits: nothing else is submitted, claimed or finished that long.
 */
public interface HostTransactions {

    /**
     * The connection of the calling thread's transaction on samui's data source; empty where the thread is in none. It stays the host's
     * to commit, to roll back and to close.
     */
    Optional<Connection> current();

    /** Runs {@code action} when the calling thread's transaction has committed, never when it rolled back. Called inside one only. */
    void afterCommit(Runnable action);
}
