package io.samui.core.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * SQLite: one connection that writes, opened with IMMEDIATE transactions, and several that only read. The single writer is what
 * keeps claims apart, as Hibernate drops lock clauses here; the readers never wait for it, thanks to the write-ahead log.
 */
final class SqliteConnections implements Connections {

    private static final String WRITER =
            "journal_mode=WAL&synchronous=FULL&busy_timeout=5000&foreign_keys=true&transaction_mode=IMMEDIATE";
    private static final String READER = "open_mode=1&busy_timeout=5000&foreign_keys=true&transaction_mode=DEFERRED";

    private final @Nullable FileHold hold;
    private final HikariDataSource writer;
    private final HikariDataSource readers;
    private final ThreadLocal<@Nullable Boolean> writing = new ThreadLocal<>();

    /**
     * With the file held for this process.
     *
     * @throws io.samui.core.ConfigurationException when another process has it
     */
    static SqliteConnections alone(DatabaseUrl url) {
        FileHold hold = FileHold.ofDatabase(Objects.requireNonNull(url.file()));
        try {
            return new SqliteConnections(url.jdbc(), hold);
        } catch (RuntimeException e) {
            hold.close();
            throw e;
        }
    }

    /**
     * @param url {@code jdbc:sqlite:file:PATH}, without parameters
     */
    SqliteConnections(String url) {
        this(url, null);
    }

    private SqliteConnections(String url, @Nullable FileHold hold) {
        this.hold = hold;
        // the writer makes the file and sets the journal mode; a reader before it would find nothing
        this.writer = pool("samui-writer", url + "?" + WRITER, 1, false);
        try {
            int size = Math.max(4, Runtime.getRuntime().availableProcessors());
            this.readers = pool("samui-readers", url + "?" + READER, size, true);
        } catch (RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    private static HikariDataSource pool(String name, String url, int size, boolean readOnly) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setReadOnly(readOnly);
        config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(60));
        // a connection to a file does not age
        config.setMaxLifetime(0);
        return new HikariDataSource(config);
    }

    @Override
    public DataSource dataSource() {
        return new Routing();
    }

    @Override
    public DataSource writer() {
        return writer;
    }

    @Override
    public <T> T writing(Supplier<T> work) {
        writing.set(Boolean.TRUE);
        try {
            return work.get();
        } finally {
            writing.remove();
        }
    }

    /** Readers first: else the log stays behind unmerged. */
    @Override
    public void close() {
        readers.close();
        writer.close();
        if (hold != null) {
            hold.close();
        }
    }

    /** Gives each thread a connection of the side that it is on. */
    private final class Routing implements DataSource {

        private DataSource side() {
            return writing.get() == null ? readers : writer;
        }

        @Override
        public Connection getConnection() throws SQLException {
            return side().getConnection();
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return side().getConnection(user, password);
        }

        @Override
        public @Nullable PrintWriter getLogWriter() throws SQLException {
            return writer.getLogWriter();
        }

        @Override
        public void setLogWriter(PrintWriter out) throws SQLException {
            writer.setLogWriter(out);
        }

        @Override
        public void setLoginTimeout(int seconds) throws SQLException {
            writer.setLoginTimeout(seconds);
        }

        @Override
        public int getLoginTimeout() throws SQLException {
            return writer.getLoginTimeout();
        }

        @Override
        public Logger getParentLogger() throws SQLFeatureNotSupportedException {
            return writer.getParentLogger();
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            return side().unwrap(type);
        }

        @Override
        public boolean isWrapperFor(Class<?> type) throws SQLException {
            return side().isWrapperFor(type);
        }
    }
}
