package io.samui.core.persistence;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What differs between the databases. */
enum Dialect {
    SQLITE(
            "sqlite",
            "json_each(:ids) as w",
            "org.hibernate.community.dialect.SQLiteDialect",
            "Check that its directory is there and can be written, and that org.xerial:sqlite-jdbc is on the class path",
            ""),
    POSTGRESQL(
            "postgresql",
            "unnest(cast(:ids as uuid[])) as w(value)",
            null,
            "Check " + DatabaseSettings.PREFIX + "url, .user and .password, that the server runs, and that"
                    + " org.postgresql:postgresql is on the class path",
            ", and see that org.flywaydb:flyway-database-postgresql is on the class path");

    private final String kind;
    private final String wantedIds;
    private final @Nullable String hibernateDialect;
    private final String openingHint;
    private final String migrationsHint;

    Dialect(
            String kind,
            String wantedIds,
            @Nullable String hibernateDialect,
            String openingHint,
            String migrationsHint) {
        this.kind = kind;
        this.wantedIds = wantedIds;
        this.hibernateDialect = hibernateDialect;
        this.openingHint = openingHint;
        this.migrationsHint = migrationsHint;
    }

    /** Its name, for people and for the folder of its migrations. */
    String kind() {
        return kind;
    }

    /** Class path folder of its migrations. */
    String migrations() {
        return "classpath:io/samui/core/persistence/" + kind;
    }

    /** By name, as only those who use it have the class; empty where Hibernate knows by itself. */
    Optional<String> hibernateDialect() {
        return Optional.ofNullable(hibernateDialect);
    }

    /** What to look at when it cannot be opened. */
    String openingHint() {
        return openingHint;
    }

    /** What else to look at when its schema cannot be brought up to date. */
    String migrationsHint() {
        return migrationsHint;
    }

    /** The ids in the parameter {@code :ids} as a table, {@code w.value}. */
    String wantedIds() {
        return wantedIds;
    }

    /** Ids as the one parameter that {@link #wantedIds()} takes. */
    String list(List<UUID> ids) {
        Stream<String> texts = ids.stream().map(UUID::toString);
        return this == SQLITE
                ? texts.collect(Collectors.joining("\",\"", "[\"", "\"]"))
                : texts.collect(Collectors.joining(",", "{", "}"));
    }

    /** The texts in the parameter {@code :texts} as a table, {@code w.value}. */
    String wantedTexts() {
        return this == SQLITE ? "json_each(:texts) as w" : "unnest(cast(:texts as text[])) as w(value)";
    }

    /** Texts without quotes and backslashes as the one parameter that {@link #wantedTexts()} takes. */
    String listOfTexts(List<String> texts) {
        String joined = String.join("\",\"", texts);
        return this == SQLITE ? "[\"" + joined + "\"]" : "{\"" + joined + "\"}";
    }

    /** How a UUID is kept. */
    String uuidType() {
        return this == SQLITE ? "VARCHAR" : "UUID";
    }
}
