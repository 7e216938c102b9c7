package io.samui.core.persistence;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What differs between the databases. */
enum Dialect {
    SQLITE("sqlite", "org.hibernate.community.dialect.SQLiteDialect"),
    POSTGRESQL("postgresql", null);

    private final String migrations;
    private final @Nullable String hibernateDialect;

    Dialect(String migrations, @Nullable String hibernateDialect) {
        this.migrations = migrations;
        this.hibernateDialect = hibernateDialect;
    }

    /** Class path folder of its migrations. */
    String migrations() {
        return "classpath:io/samui/core/persistence/" + migrations;
    }

    /** By name, as only those who use it have the class; empty where Hibernate knows by itself. */
    Optional<String> hibernateDialect() {
        return Optional.ofNullable(hibernateDialect);
    }
}
