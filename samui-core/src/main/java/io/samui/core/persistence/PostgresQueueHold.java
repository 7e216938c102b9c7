package io.samui.core.persistence;

import io.samui.core.ConfigurationException;
import io.samui.core.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * An advisory lock that one process per schema holds while it works the queue, on a connection that it keeps. The server drops it
 * when that connection ends, however it ends.
 */
final class PostgresQueueHold implements AutoCloseable {

    private static final String KEY = "7219, hashtext(current_schema()) & 2147483647";
    private static final String HOLDER = """
            select a.application_name || coalesce(' from ' || host(a.client_addr), '') || ', since ' || a.backend_start
              from pg_locks l join pg_stat_activity a on a.pid = l.pid
             where l.locktype = 'advisory' and l.granted and l.classid = 7219
               and l.objid = (hashtext(current_schema()) & 2147483647)::bigint::oid
               and l.database = (select oid from pg_database where datname = current_database())""";

    private final Connection connection;

    private PostgresQueueHold(Connection connection) {
        this.connection = connection;
    }

    /**
     * @throws ConfigurationException when another process has it, naming that process
     */
    static PostgresQueueHold take(DataSource dataSource) {
        try {
            Connection connection = dataSource.getConnection();
            try {
                connection.setAutoCommit(true);
                take(connection);
                return new PostgresQueueHold(connection);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreException("The queue could not be locked: " + Causes.rootMessage(e), e);
        }
    }

    private static void take(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!isTrue(statement, "select pg_try_advisory_lock(" + KEY + ")")) {
                throw new ConfigurationException("The queue in this database is worked by " + holder(statement)
                        + ". Stop that process, or name another database with " + DatabaseSettings.PREFIX + "url");
            }
        }
        // so that the next one can name this one
        try (PreparedStatement name = connection.prepareStatement("select set_config('application_name', ?, false)")) {
            name.setString(1, "samui, process " + ProcessHandle.current().pid());
            name.execute();
        }
    }

    private static boolean isTrue(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private static String holder(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery(HOLDER)) {
            return rows.next() ? rows.getString(1) : "another process";
        }
    }

    @Override
    public void close() {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_unlock(" + KEY + ")");
            statement.execute("reset application_name");
        } catch (SQLException e) {
            throw new StoreException("The lock of the queue could not be given up: " + Causes.rootMessage(e), e);
        }
    }
}
