package io.samui.core.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** A host application with transactions of plain JDBC, and a table of its own. */
@SuppressWarnings("ThreadLocalUsage")
final class PlainHost implements HostTransactions {

    /** What the host does in a transaction. */
    interface Work {
        void run() throws Exception;
    }

    private final DataSource dataSource;
    private final ThreadLocal<Connection> current = new ThreadLocal<>();
    private final ThreadLocal<List<Runnable>> actions = ThreadLocal.withInitial(ArrayList::new);
    int isolation = Connection.TRANSACTION_READ_COMMITTED;

    PlainHost(DataSource dataSource) throws SQLException {
        this.dataSource = dataSource;
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table host_row (name text)");
        }
    }

    void commit(Work work) throws Exception {
        transaction(work, true);
    }

    void rollBack(Work work) throws Exception {
        transaction(work, false);
    }

    /** As some hosts do, the ended transaction is still at hand while actions run. */
    private void transaction(Work work, boolean commit) throws Exception {
        try (Connection connection = dataSource.getConnection()) {
            connection.setTransactionIsolation(isolation);
            connection.setAutoCommit(false);
            current.set(connection);
            work.run();
            if (commit) {
                connection.commit();
                actions.get().forEach(Runnable::run);
            } else {
                connection.rollback();
            }
        } finally {
            current.remove();
            actions.remove();
        }
    }

    void insertRow() throws SQLException {
        try (Statement statement = current.get().createStatement()) {
            statement.execute("insert into host_row values ('a')");
        }
    }

    long rows() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from host_row")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public Optional<Connection> current() {
        return Optional.ofNullable(current.get());
    }

    @Override
    public void afterCommit(Runnable action) {
        actions.get().add(action);
    }
}
