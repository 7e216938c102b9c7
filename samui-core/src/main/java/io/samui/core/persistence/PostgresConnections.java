package io.samui.core.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** PostgreSQL: readers never wait for writers there, so both sides are one. */
final class PostgresConnections implements Connections {

    private static final int POOL_SIZE = 16;

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

    /** On the host's own; it stays the host's to close. */
    PostgresConnections(DataSource host) {
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
        return work.get();
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
