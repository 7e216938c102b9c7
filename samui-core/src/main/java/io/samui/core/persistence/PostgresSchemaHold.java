package io.samui.core.persistence;

import io.samui.core.ConfigurationException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schema's lock, which one process at a time has while it looks at a schema and brings it up to date. Flyway takes one, too, but
 * only after it has looked: of several at an empty schema one then takes the table that another has just made for a stranger's.
 */
final class PostgresSchemaHold implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PostgresSchemaHold.class);

    private final PostgresAdvisoryLock lock;

    private PostgresSchemaHold(PostgresAdvisoryLock lock) {
        this.lock = lock;
    }

    /**
     * Waits for a process that has it, however long: the migration of a large table takes its time.
     *
     * @throws ConfigurationException when the database does not give it
     */
    static PostgresSchemaHold take(DataSource dataSource) {
        try {
            PostgresAdvisoryLock lock = PostgresAdvisoryLock.on(dataSource, PostgresAdvisoryLock.Purpose.MIGRATION);
            try {
                if (!lock.tryLock()) {
                    log.info("Waiting for {}, which brings the database's schema up to date", lock.holder());
                    lock.lock();
                }
                lock.sign();
                return new PostgresSchemaHold(lock);
            } catch (SQLException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new ConfigurationException(
                    "The database's schema could not be locked to bring it up to date: " + Causes.rootMessage(e)
                            + ". It takes three connections at a time",
                    e);
        }
    }

    /** What was done under it is done, and with its connection it goes in any case. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (SQLException e) {
            log.warn("The lock of the database's schema could not be given up", e);
        }
    }
}
