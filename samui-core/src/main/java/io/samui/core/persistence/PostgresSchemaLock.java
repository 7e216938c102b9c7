package io.samui.core.persistence;

import io.samui.core.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An advisory lock under which one process at a time looks at a schema and brings it up to date. Flyway takes one, too, but only after
 * it has looked: of several at an empty schema one then takes the table that another has just made for that of a stranger.
 */
final class PostgresSchemaLock implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PostgresSchemaLock.class);

    private static final String KEY = "7220, hashtext(current_schema()) & 2147483647";

    private final Connection connection;

    private PostgresSchemaLock(Connection connection) {
        this.connection = connection;
    }

    /** Waits for those who have it, however long: the migration of a large table takes its time. */
    static PostgresSchemaLock take(DataSource dataSource) {
        try {
            Connection connection = dataSource.getConnection();
            try (Statement statement = connection.createStatement()) {
                connection.setAutoCommit(true);
                if (!tried(statement)) {
                    log.info("Waiting for another process that brings the database's schema up to date");
                    statement.execute("select pg_advisory_lock(" + KEY + ")");
                }
                return new PostgresSchemaLock(connection);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreException("The schema could not be locked: " + Causes.rootMessage(e), e);
        }
    }

    private static boolean tried(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select pg_try_advisory_lock(" + KEY + ")")) {
            return row.next() && row.getBoolean(1);
        }
    }

    @Override
    public void close() {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_unlock(" + KEY + ")");
        } catch (SQLException e) {
            throw new StoreException("The lock of the schema could not be given up: " + Causes.rootMessage(e), e);
        }
    }
}
