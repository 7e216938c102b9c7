package io.samui.core.persistence;

import io.samui.core.ConfigurationException;
import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Brings a schema up to date. */
final class Migrations {

    private static final String HISTORY = "samui_schema_history";

    private Migrations() {}

    /**
     * Several processes may do so at once on PostgreSQL, and all succeed; a SQLite file is one's own.
     *
     * @throws ConfigurationException when the schema is that of a newer samui, or cannot be changed
     */
    static void run(DataSource dataSource, Dialect dialect) {
        if (dialect == Dialect.POSTGRESQL) {
            try (PostgresSchemaHold alone = PostgresSchemaHold.take(dataSource)) {
                migrate(dataSource, dialect);
            }
        } else {
            migrate(dataSource, dialect);
        }
    }

    private static void migrate(DataSource dataSource, Dialect dialect) {
        try {
            Flyway flyway = Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(dataSource)
                    .locations(dialect.migrations())
                    .table(HISTORY)
                    // a host's schema may hold other tables
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    // a schema from the future is no schema of ours
                    .ignoreMigrationPatterns(new String[0])
                    .load();
            refuseNewer(flyway);
            flyway.migrate();
        } catch (FlywayException e) {
            throw new ConfigurationException(
                    "The database's schema cannot be brought up to date: "
                            + Causes.oneLine(e.getMessage())
                            + ". If its tables were changed by hand or belong to something else, name another database with"
                            + " samui.database.url"
                            + dialect.migrationsHint(),
                    e);
        }
    }

    private static void refuseNewer(Flyway flyway) {
        Arrays.stream(flyway.info().all())
                .filter(info -> info.getState() == MigrationState.FUTURE_SUCCESS
                        || info.getState() == MigrationState.FUTURE_FAILED)
                .map(MigrationInfo::getVersion)
                .findFirst()
                .ifPresent(version -> {
                    throw new ConfigurationException("A newer samui has used this database: its schema has version "
                            + version
                            + ", which this one does not know. Run the newer one, or name another database with"
                            + " samui.database.url");
                });
    }
}
