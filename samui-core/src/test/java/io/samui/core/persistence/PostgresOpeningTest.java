package io.samui.core.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.samui.core.ConfigurationException;
import io.samui.core.Samui;
import io.samui.core.Stores;
import io.samui.core.spi.Secret;
import io.samui.core.system.SystemStatus;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresOpeningTest {

    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = new PostgresServer();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void a_hosts_data_source_is_used_and_left_open() throws SQLException {
        server.openEmpty().close();
        try (Stores stores = JpaStores.open(server.dataSource())) {
            assertThat(stores.images().count()).isZero();
            stores.close(); // a second close does nothing
        }
        try (Connection connection = server.dataSource().getConnection()) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void the_schema_itself_refuses_a_second_running_job() throws SQLException {
        try (Stores stores = server.openEmpty();
                Connection connection = server.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            String running =
                    "insert into job (seq, id, queue, mode, status, parameters, total, processed, skipped, failed,"
                            + " cancelled, created_at) values (%d, '%s', 'default', 'POINT', 'RUNNING', '{}', 0, 0, 0, 0, 0, 0)";
            statement.execute(running.formatted(1, UUID.randomUUID()));

            assertThatThrownBy(() -> statement.execute(running.formatted(2, UUID.randomUUID())))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("job_one_running");
            assertThat(stores.jobs().claimNext(java.time.Instant.EPOCH)).isEmpty();
        }
    }

    @Test
    void what_the_system_says_of_itself_names_the_kind_of_database_and_no_secret() throws SQLException {
        server.openEmpty().close();
        try (Samui samui = Samui.builder()
                .setting("samui.database.url", server.url() + "?ApplicationName=hunter2")
                .setting("samui.database.user", "postgres")
                .setting("samui.database.password", "hunter3")
                .build()) {
            SystemStatus status = samui.system().status();

            assertThat(status.storage().database()).isEqualTo("postgresql");
            assertThat(status.queue()).isNotNull();
            assertThat(status.toString()).doesNotContain("hunter", "localhost", "jdbc");
        }
    }

    @Test
    void a_server_that_is_not_there_is_an_error_with_the_remedy() {
        DatabaseSettings settings =
                new DatabaseSettings("jdbc:postgresql://localhost:1/x?connectTimeout=2", "u", new Secret("hunter2"));

        assertThatThrownBy(() -> JpaStores.open(settings, null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("samui.database.url")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void a_data_source_that_would_not_see_what_others_commit_is_refused() {
        PGSimpleDataSource repeatable = new PGSimpleDataSource();
        repeatable.setUrl(server.url());
        repeatable.setUser("postgres");
        repeatable.setOptions("-c default_transaction_isolation=repeatable\\ read");

        assertThatThrownBy(() -> JpaStores.open(repeatable))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("READ COMMITTED");
    }

    @Test
    void a_database_that_is_not_there_is_named() {
        DatabaseSettings settings =
                new DatabaseSettings(server.url() + "_nowhere?sslpassword=hunter2", "postgres", new Secret("hunter3"));

        assertThatThrownBy(() -> JpaStores.open(settings, null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("postgres_nowhere")
                .hasMessageNotContaining("hunter");
    }

    @Test
    void several_may_open_an_empty_database_at_once() throws Exception {
        server.openEmpty().close();
        server.execute("drop schema public cascade; create schema public");
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            List<Future<Long>> counts = pool.invokeAll(Collections.nCopies(3, () -> {
                try (Stores stores = server.open()) {
                    return stores.images().count();
                }
            }));
            for (Future<Long> count : counts) {
                assertThat(count.get(60, TimeUnit.SECONDS)).isZero();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** Who looks earlier takes a table that another has just made for a stranger's, or a newer schema for one of its own. */
    @Test
    void nobody_looks_at_a_schema_while_another_brings_it_up_to_date() throws Exception {
        server.openEmpty().close();
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            Future<?> opening;
            try (PostgresSchemaHold another = PostgresSchemaHold.take(server.dataSource())) {
                opening = pool.submit(() -> server.open().close());
                server.awaitBlocked(1);
                server.execute("insert into samui_schema_history (installed_rank, version, description, type, script,"
                        + " checksum, installed_by, execution_time, success)"
                        + " values (99, '99', 'future', 'SQL', 'V99__x.sql', 1, 'x', 1, true)");
            }
            assertThatThrownBy(() -> opening.get(60, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("newer samui");
        } finally {
            pool.shutdownNow();
            server.execute("delete from samui_schema_history where version = '99'");
        }
    }

    @Test
    void three_connections_of_a_host_are_enough_and_come_back() throws Exception {
        HikariConfig config = new HikariConfig();
        config.setDataSource(server.dataSource());
        config.setMaximumPoolSize(3);
        config.setConnectionTimeout(20_000);
        config.setAutoCommit(false);
        server.openEmpty().close();
        server.execute("drop schema public cascade; create schema public");
        try (HikariDataSource pool = new HikariDataSource(config)) {
            JpaStores.open(pool).close();

            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        }
    }

    @Test
    void one_process_at_a_time_works_the_queue() throws Exception {
        try (Stores first = server.openEmpty();
                Stores second = server.open()) {
            AutoCloseable hold = first.holdQueue();

            assertThatThrownBy(second::holdQueue)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(
                            "samui, process " + ProcessHandle.current().pid())
                    .hasMessageContaining("samui.database.url");

            hold.close();
            second.holdQueue().close();
            first.holdQueue().close();
        }
    }
}
