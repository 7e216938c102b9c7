package io.samui.examples.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The server's database, looked into from outside. */
interface Database {

    /** The name for the table. */
    String name();

    /** What stands in it while a server may be working. */
    Rows read() throws SQLException;

    /** What a killed server left in it, before another one has seen it. */
    Rows readDead() throws SQLException, IOException, InterruptedException;

    static Database of(Options options, Path dataDirectory, Path scratch) {
        String url = options.database();
        return url == null
                ? new Sqlite(dataDirectory.resolve("samui.db"), scratch)
                : new Postgres(url, options.user(), options.password());
    }

    /** The file in the data directory. A dead server's is copied first: opening it would already mend it. */
    record Sqlite(Path file, Path scratch) implements Database {

        @Override
        public String name() {
            return "SQLite";
        }

        @Override
        public Rows read() throws SQLException {
            return read(file);
        }

        @Override
        public Rows readDead() throws SQLException, IOException {
            for (String suffix : new String[] {"", "-wal"}) {
                Path from = file.resolveSibling(file.getFileName() + suffix);
                Path to = scratch.resolve("dead.db" + suffix);
                Files.deleteIfExists(to);
                if (Files.exists(from)) {
                    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Files.deleteIfExists(scratch.resolve("dead.db-shm"));
            return read(scratch.resolve("dead.db"));
        }

        private static Rows read(Path file) throws SQLException {
            try (Connection connection = DriverManager.getConnection(
                    "jdbc:sqlite:" + file.toAbsolutePath() + "?open_mode=1&busy_timeout=20000")) {
                return RowReader.read(connection);
            }
        }
    }

    /** A database of a PostgreSQL server. */
    record Postgres(
            String url, @Nullable String user, @Nullable String password) implements Database {

        private static final String OTHERS = "select count(*) from pg_stat_activity"
                + " where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'";

        @Override
        public String name() {
            return "PostgreSQL";
        }

        @Override
        public Rows read() throws SQLException {
            try (Connection connection = connect()) {
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                return RowReader.read(connection);
            }
        }

        /** Waits for the dead server's sessions to end: what it sent last may still be on its way into the tables. */
        @Override
        public Rows readDead() throws SQLException, InterruptedException {
            try (Connection connection = connect()) {
                for (int i = 0; i < 500 && others(connection) > 0; i++) {
                    TimeUnit.MILLISECONDS.sleep(10);
                }
            }
            return read();
        }

        private static int others(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(OTHERS)) {
                rows.next();
                return rows.getInt(1);
            }
        }

        private Connection connect() throws SQLException {
            Properties login = new Properties();
            if (user != null) {
                login.setProperty("user", user);
            }
            if (password != null) {
                login.setProperty("password", password);
            }
            return DriverManager.getConnection(url, login);
        }
    }
}
