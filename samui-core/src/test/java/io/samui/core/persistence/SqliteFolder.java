package io.samui.core.persistence;

import io.samui.core.Stores;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A data directory with SQLite's file. */
record SqliteFolder(Path path) {

    Stores open() {
        return JpaStores.open(new DatabaseSettings(null, null, null), path);
    }

    /** Takes every row out, as long as nobody writes. */
    void empty() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path.resolve("samui.db"));
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String table : tables(statement)) {
                statement.execute("delete from " + table);
            }
            statement.execute("update job_queue set last_seq = 0, paused = false");
            connection.commit();
        }
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("select name from sqlite_master where type = 'table'"
                + " and name not like 'sqlite%' and name not like 'flyway%' and name <> 'job_queue'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
