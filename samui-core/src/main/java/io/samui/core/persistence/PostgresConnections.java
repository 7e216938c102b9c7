package io.samui.core.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.samui.core.ConfigurationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * PostgreSQL: readers never wait for writers' locks there, so both sides are one pool. Writers are let to it a few at a time, in the
 * order of their coming, as many of them may be waiting for the queue's lock with a connection each: there is always one for readers.
 */
final class PostgresConnections implements Connections {

    private static final int POOL_SIZE = 16;

    /** The others are for readers, and one for the hold on the queue. */
    private static final int MOST_WRITERS = 11;

    private final Semaphore writers = new Semaphore(MOST_WRITERS, true);
    private final DataSource dataSource;
    private final AutoCloseable owned;

    /** With a pool of its own. */
    PostgresConnections(String url, DatabaseSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("samui");
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(POOL_SIZE);
        config.setMinimumIdle(1);
        // under the queue's lock every statement must see what was committed before the lock was had
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.addDataSourceProperty("ApplicationName", "samui");
        // a job of many images is one insert of many rows
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        // a server that went away without a word is noticed
        config.addDataSourceProperty("tcpKeepAlive", "true");
        if (settings.user() != null) {
            config.setUsername(settings.user());
        }
        if (settings.password() != null) {
            config.setPassword(settings.password().value());
        }
        HikariDataSource pool = new HikariDataSource(config);
        this.dataSource = pool;
        this.owned = pool;
    }

    /**
     * On the host's own; it stays the host's to close.
     *
     * @throws ConfigurationException when it is not a PostgreSQL, or not as the stores need it
     */
    PostgresConnections(DataSource host) {
        try (Connection connection = host.getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName();
            if (!product.equals("PostgreSQL")) {
                throw new ConfigurationException(
                        "The data source leads to " + product + ", but must lead to PostgreSQL. SQLite"
                                + " needs one connection that writes beside those that read: name its file with samui.database.url");
            }
            if (connection.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
                throw new ConfigurationException(
                        "The data source's transactions must be READ COMMITTED: under the queue's lock"
                                + " a statement has to see what was committed before the lock was had");
            }
        } catch (SQLException e) {
            throw new ConfigurationException("The data source gives no connection: " + Causes.rootMessage(e), e);
        }
        this.dataSource = host;
        this.owned = () -> {};
    }

    @Override
    public DataSource dataSource() {
        return dataSource;
    }

    @Override
    public DataSource writer() {
        return dataSource;
    }

    @Override
    public <T> T writing(Supplier<T> work) {
        writers.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            writers.release();
        }
    }

    @Override
    public void close() {
        try {
            owned.close();
        } catch (Exception e) {
            throw new IllegalStateException("A connection pool could not be closed", e);
        }
    }
}
