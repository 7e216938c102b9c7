package io.samui.core.persistence;

import io.samui.core.ConfigurationException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings a schema up to date. */
final class Migrations {

    private static final String HISTORY = "samui_schema_history";

    private Migrations() {}

    /**
     * @throws ConfigurationException when the schema is that of a newer samui, or cannot be changed
     */
    static void run(DataSource dataSource, Dialect dialect) {
        try {
            Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(dataSource)
                    .locations(dialect.migrations())
                    .table(HISTORY)
                    // a host's schema may hold other tables
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    // a schema from the future is no schema of ours
                    .ignoreMigrationPatterns(new String[0])
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new ConfigurationException(
                    "The database's schema cannot be brought up to date: " + e.getMessage()
                            + ". If a newer samui has used it, run that version, or name another database with"
                            + " samui.database.url",
                    e);
        }
    }
}
