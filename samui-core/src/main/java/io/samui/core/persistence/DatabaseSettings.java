package io.samui.core.persistence;

import io.samui.core.spi.Secret;
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
}
