package io.samui.core.persistence;

/** What differs between the databases. */
enum Dialect {
    SQLITE("sqlite", "org.hibernate.community.dialect.SQLiteDialect"),
    POSTGRESQL("postgresql", "org.hibernate.dialect.PostgreSQLDialect");

    private final String migrations;
    private final String hibernateDialect;

    Dialect(String migrations, String hibernateDialect) {
        this.migrations = migrations;
        this.hibernateDialect = hibernateDialect;
    }

    /** Class path folder of its migrations. */
    String migrations() {
        return "classpath:io/samui/core/persistence/" + migrations;
    }

    /** By name: the class is on the class path only of those who use it. */
    String hibernateDialect() {
        return hibernateDialect;
    }
}
