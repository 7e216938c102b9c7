package io.samui.core.persistence;

import io.samui.core.ConfigurationException;
import io.samui.core.spi.Secret;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys {@code samui.database.*}.
 *
 * @param url      {@code jdbc:sqlite:...} or {@code jdbc:postgresql:...}; null puts SQLite into the data directory
 * @param user     null where the URL or the driver knows
 * @param password never shown
 */
public record DatabaseSettings(
        @Nullable String url,
        @Nullable String user,
        @Nullable Secret password) {

    public static final String PREFIX = "samui.database.";

    /**
     * The file that holds the rows; empty where they go to a server.
     *
     * @param dataDirectory holds the file when no URL is set; null when there is none
     * @throws ConfigurationException when the URL is none that samui takes
     */
    public Optional<Path> sqliteFile(@Nullable Path dataDirectory) {
        return Optional.ofNullable(DatabaseUrl.of(this, dataDirectory).file());
    }
}
