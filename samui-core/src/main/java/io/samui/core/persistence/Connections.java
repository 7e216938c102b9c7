package io.samui.core.persistence;

import java.util.function.Supplier;
import javax.sql.DataSource;

/** Where connections come from: one side for writing, one for reading. */
interface Connections extends AutoCloseable {

    /** For the entity manager factory: gives a connection of the side that the calling thread is on. */
    DataSource dataSource();

    /** For migrations and locks. */
    DataSource writer();

    /** Runs {@code work} with this thread on the write side. */
    <T> T writing(Supplier<T> work);

    /** Runs {@code action} once what this thread has written is there to stay: at once, where no host's transaction goes on. */
    default void afterCommit(Runnable action) {
        action.run();
    }

    @Override
    void close();
}
