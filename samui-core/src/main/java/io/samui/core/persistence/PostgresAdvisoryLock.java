package io.samui.core.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * An advisory lock that one process per schema has, on a connection that it keeps for it. The server drops it when that connection
 * ends, however it ends. It is the session's: behind a pooler the connection has to be one to the same session all the time.
 */
final class PostgresAdvisoryLock implements AutoCloseable {

    /** Whose lock: the first half of its key; the other is the schema. */
    enum Purpose {
        QUEUE(7219),
        MIGRATION(7220);

        private final int number;

        Purpose(int number) {
            this.number = number;
        }
    }

    private static final String KEY = "(%d, hashtext(current_schema()) & 2147483647)";
    private static final String HOLDER = """
            select a.application_name || coalesce(' from ' || host(a.client_addr), '') || ', since ' || a.backend_start
              from pg_locks l join pg_stat_activity a on a.pid = l.pid
             where l.locktype = 'advisory' and l.granted and l.classid = %d
               and l.objid = (hashtext(current_schema()) & 2147483647)::bigint::oid
               and l.database = (select oid from pg_database where datname = current_database())""";

    private final Connection connection;
    private final Purpose purpose;
    private final boolean autoCommit;

    private PostgresAdvisoryLock(Connection connection, Purpose purpose) throws SQLException {
        this.connection = connection;
        this.purpose = purpose;
        this.autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(true);
    }

    /** Not locked yet; to be closed in any case. */
    static PostgresAdvisoryLock on(DataSource dataSource, Purpose purpose) throws SQLException {
        Connection connection = dataSource.getConnection();
        try {
            return new PostgresAdvisoryLock(connection, purpose);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Whether it is locked now. */
    boolean tryLock() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return isTrue(statement, "select pg_try_advisory_lock" + key());
        }
    }

    /** Waits for those who have it. */
    void lock() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock" + key());
        }
    }

    /** Who has it, for people. */
    String holder() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(HOLDER.formatted(purpose.number))) {
            String holder = rows.next() ? rows.getString(1) : null;
            return holder == null ? "another process" : holder;
        }
    }

    /** So that the next one can name this one. */
    void sign() throws SQLException {
        try (PreparedStatement name = connection.prepareStatement("select set_config('application_name', ?, false)")) {
            name.setString(1, "samui, process " + ProcessHandle.current().pid());
            name.execute();
        }
    }

    /** Gives it up, if it was had, and the connection back as it came. */
    @Override
    public void close() throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_unlock" + key());
            statement.execute("reset application_name");
            connection.setAutoCommit(autoCommit);
        }
    }

    private String key() {
        return KEY.formatted(purpose.number);
    }

    private static boolean isTrue(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next() && rows.getBoolean(1);
        }
    }
}
