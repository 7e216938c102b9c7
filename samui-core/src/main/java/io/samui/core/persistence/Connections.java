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

    @Override
    void close();
}
