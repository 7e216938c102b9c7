package io.samui.core.persistence;

import io.samui.core.Stores;
import io.samui.core.spi.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.assertj.core.api.Assertions;

/** A real PostgreSQL for a test class, on a port of its own. */
final class PostgresServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EmbeddedPostgres postgres;
    private final LastingStores lasting = new LastingStores(this::openEmpty, this::empty);

    PostgresServer() {
        try {
            // what these tests look at is over before the machine could lose it
            postgres = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    .start();
        } catch (IOException | RuntimeException e) {
            throw new AssertionError(
                    "PostgreSQL could not be started on " + System.getProperty("os.name") + "/"
                            + System.getProperty("os.arch")
                            + ". Its binaries come from Maven: see the profiles postgres-*"
                            + " in the parent POM for platforms other than linux-amd64. As root it needs the program unshare"
                            + " (Debian: util-linux)",
                    e);
        }
    }

    DataSource dataSource() {
        return postgres.getPostgresDatabase();
    }

    String url() {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
    }

    /** Stores in an empty schema. */
    Stores openEmpty() throws SQLException {
        execute("drop schema public cascade; create schema public");
        return open();
    }

    private void empty() throws SQLException {
        execute("truncate image, job, job_item, result, submission_key cascade;"
                + " update job_queue set last_seq = 0, paused = false");
    }

    /** The same stores each time, with nothing in them; the server closes them. */
    Stores emptied() throws Exception {
        return lasting.emptied();
    }

    Stores open() {
        return JpaStores.open(settings(), null);
    }

    DatabaseSettings settings() {
        return new DatabaseSettings(url(), "postgres", new Secret("postgres"));
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns once that many statements wait for locks of others. */
    void awaitBlocked(int statements) throws SQLException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            while (System.nanoTime() < end) {
                try (ResultSet rows = statement.executeQuery("select count(*) from pg_locks where not granted")) {
                    rows.next();
                    if (rows.getInt(1) >= statements) {
                        return;
                    }
                }
            }
        }
        Assertions.fail("Nobody waits for a lock: what should be kept apart runs at once");
    }

    @Override
    public void close() throws IOException {
        lasting.close();
        postgres.close();
    }
}
