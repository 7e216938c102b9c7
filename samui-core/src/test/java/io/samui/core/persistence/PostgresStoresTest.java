package io.samui.core.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.ConfigurationException;
import io.samui.core.Stores;
import io.samui.core.spi.Secret;
import io.samui.core.testkit.jobs.JobsContract;
import io.samui.core.testkit.stores.ImageStoresContract;
import io.samui.core.testkit.stores.JobStoresContract;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PostgresStoresTest {

    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = new PostgresServer();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Nested
    class Images extends ImageStoresContract {
        @Override
        protected Stores openEmpty() throws SQLException {
            return server.openEmpty();
        }
    }

    @Nested
    class Jobs extends JobStoresContract {
        @Override
        protected Stores openEmpty() throws SQLException {
            return server.openEmpty();
        }
    }

    @Nested
    class WholeJobs extends JobsContract {
        @Override
        protected Stores openEmpty() throws SQLException {
            return server.openEmpty();
        }
    }

    @Test
    void a_hosts_data_source_is_used_and_left_open() throws SQLException {
        server.openEmpty().close();
        try (Stores stores = JpaStores.open(server.dataSource())) {
            assertThat(stores.images().count()).isZero();
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
                            + " cancelled, created_at) values (%d, '%d', 'default', 'POINT', 'RUNNING', '{}', 0, 0, 0, 0, 0, 0)";
            statement.execute(running.formatted(1, 1));

            assertThatThrownBy(() -> statement.execute(running.formatted(2, 2)))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("job_one_running");
            assertThat(stores.jobs().claimNext(java.time.Instant.EPOCH)).isEmpty();
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
}
