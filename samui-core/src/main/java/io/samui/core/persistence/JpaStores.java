package io.samui.core.persistence;

import io.samui.core.Stores;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Stores in a relational database. */
public final class JpaStores {

    private JpaStores() {}

    /**
     * Opens the database, bringing its schema up to date.
     *
     * @param dataDirectory holds {@code samui.db} when no URL is set; null when there is none
     */
    public static Stores open(DatabaseSettings settings, @Nullable Path dataDirectory) {
        throw new UnsupportedOperationException("not yet");
    }
}
