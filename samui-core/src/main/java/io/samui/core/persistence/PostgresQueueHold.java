package io.samui.core.persistence;

import io.samui.core.ConfigurationException;
import io.samui.core.StoreException;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The queue's lock, which one process per schema has while it works the queue. */
final class PostgresQueueHold implements AutoCloseable {

    private final PostgresAdvisoryLock lock;

    private PostgresQueueHold(PostgresAdvisoryLock lock) {
        this.lock = lock;
    }

    /**
     * @throws ConfigurationException when another process has it, naming that process
     */
    static PostgresQueueHold take(DataSource dataSource) {
        try {
            PostgresAdvisoryLock lock = PostgresAdvisoryLock.on(dataSource, PostgresAdvisoryLock.Purpose.QUEUE);
            try {
                if (!lock.tryLock()) {
                    throw new ConfigurationException("The queue in this database is worked by " + lock.holder()
                            + ". Stop that process, or name another database with " + DatabaseSettings.PREFIX + "url");
                }
                lock.sign();
                return new PostgresQueueHold(lock);
            } catch (SQLException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreException("The queue could not be locked: " + Causes.rootMessage(e), e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (SQLException e) {
            throw new StoreException("The lock of the queue could not be given up: " + Causes.rootMessage(e), e);
        }
    }
}
