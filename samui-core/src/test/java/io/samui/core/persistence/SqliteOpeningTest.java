package io.samui.core.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.samui.core.ConfigurationException;
import io.samui.core.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteOpeningTest {

    private static final String RUNNING =
            "insert into job (seq, id, queue, mode, status, parameters, total, processed, skipped, failed, cancelled,"
                    + " created_at) values (%d, '%d', 'default', 'POINT', 'RUNNING', '{}', 0, 0, 0, 0, 0, 0)";

    @TempDir
    private Path temp;

    private Stores open() {
        return JpaStores.open(new DatabaseSettings(null, null, null), temp);
    }

    private static Stores open(String url) {
        return JpaStores.open(new DatabaseSettings(url, null, null), null);
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + temp.resolve("samui.db"));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void opening_again_migrates_nothing() throws SQLException {
        open().close();
        open().close();

        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + temp.resolve("samui.db"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from samui_schema_history")) {
            assertThat(rows.getInt(1)).isEqualTo(1);
        }
    }

    @Test
    void commits_reach_the_disk() throws SQLException {
        try (SqliteConnections connections = new SqliteConnections("jdbc:sqlite:file:" + temp.resolve("x.db"));
                Connection connection = connections.writer().getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(pragma(statement, "journal_mode")).isEqualTo("wal");
            assertThat(pragma(statement, "synchronous")).as("FULL").isEqualTo("2");
            assertThat(pragma(statement, "foreign_keys")).isEqualTo("1");
        }
    }

    private static String pragma(Statement statement, String name) throws SQLException {
        try (ResultSet rows = statement.executeQuery("pragma " + name)) {
            return rows.getString(1);
        }
    }

    @Test
    void readers_cannot_write() throws SQLException {
        try (SqliteConnections connections = new SqliteConnections("jdbc:sqlite:file:" + temp.resolve("x.db"));
                Connection connection = connections.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("create table x (y)"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("readonly");
        }
    }

    @Test
    void the_schema_itself_refuses_a_second_running_job() throws SQLException {
        open().close();
        execute(RUNNING.formatted(1, 1));

        assertThatThrownBy(() -> execute(RUNNING.formatted(2, 2)))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("UNIQUE");
    }

    @Test
    void a_url_names_a_file_whatever_is_in_the_name() {
        Path odd = temp.resolve("odd #1% ä.db");
        try (Stores stores = open("jdbc:sqlite:" + odd)) {
            assertThat(stores.images().count()).isZero();
        }
        assertThat(odd).exists();
        try (Stores stores = open("jdbc:sqlite:file:" + temp.resolve("b.db"))) {
            assertThat(stores.images().count()).isZero();
        }
        assertThat(temp.resolve("b.db")).exists();
    }

    @Test
    void a_url_is_checked() {
        assertThatThrownBy(() -> open("jdbc:sqlite:" + temp.resolve("x.db?synchronous=OFF")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("without parameters");
        assertThatThrownBy(() -> open("jdbc:sqlite::memory:"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PATH of a file");
        assertThatThrownBy(() -> open("jdbc:h2:mem:x;PASSWORD=hunter2"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("jdbc:postgresql:")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> JpaStores.open(new DatabaseSettings(null, null, null), null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("samui.data-dir");
    }

    @Test
    void a_file_that_cannot_be_opened_is_an_error_with_the_remedy() throws Exception {
        assertThatThrownBy(() -> open("jdbc:sqlite:" + temp.resolve("nowhere/x.db")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("nowhere/x.db")
                .hasMessageContaining("its directory");

        Path text = Files.writeString(temp.resolve("text.db"), "this is no database, however long it is".repeat(99));
        assertThatThrownBy(() -> open("jdbc:sqlite:" + text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("not a database");
        assertThat(text).hasSize(99 * 39);
    }

    @Test
    void a_schema_of_a_newer_version_is_refused() throws Exception {
        open().close();
        execute("insert into samui_schema_history (installed_rank, version, description, type, script, checksum,"
                + " installed_by, execution_time, success)"
                + " values (99, '99', 'future', 'SQL', 'V99__x.sql', 1, 'x', 1, 1)");

        assertThatThrownBy(this::open)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("newer samui")
                .hasMessageContaining("99");
    }

    @Test
    void a_schema_that_was_changed_behind_its_history_is_refused() throws Exception {
        open().close();
        execute("update samui_schema_history set checksum = 5");

        assertThatThrownBy(this::open)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("changed by hand")
                .hasMessageNotContaining("\n");
    }

    @Test
    void sqlite_through_a_data_source_is_refused() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:sqlite:" + temp.resolve("x.db"));
        try (HikariDataSource dataSource = new HikariDataSource(config)) {
            assertThatThrownBy(() -> JpaStores.open(dataSource))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("samui.database.url");
        }
    }
}
