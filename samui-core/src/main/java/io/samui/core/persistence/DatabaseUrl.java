package io.samui.core.persistence;

import io.samui.core.ConfigurationException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which database is meant.
 *
 * @param jdbc what the driver takes; for SQLite without parameters, since those are part of correctness and set here
 * @param file SQLite's; null for PostgreSQL
 */
record DatabaseUrl(Dialect dialect, String jdbc, @Nullable Path file) {

    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final String FILE = "samui.db";

    static DatabaseUrl of(DatabaseSettings settings, @Nullable Path dataDirectory) {
        String url = settings.url();
        if (url == null) {
            if (dataDirectory == null) {
                throw new ConfigurationException(
                        "Set samui.data-dir or " + DatabaseSettings.PREFIX + "url to say where rows go");
            }
            return sqlite(dataDirectory.resolve(FILE));
        } else if (url.startsWith(POSTGRESQL)) {
            return new DatabaseUrl(Dialect.POSTGRESQL, url, null);
        } else if (url.startsWith(SQLITE)) {
            return sqlite(checkedFile(url));
        }
        // the rest may hold a password
        throw new ConfigurationException(DatabaseSettings.PREFIX + "url must begin with " + SQLITE + " or " + POSTGRESQL
                + ", but begins with " + url.substring(0, Math.min(url.length(), SQLITE.length())));
    }

    private static Path checkedFile(String url) {
        String file = url.substring(SQLITE.length());
        file = file.startsWith("file:") ? file.substring("file:".length()) : file;
        if (file.contains("?") || file.isBlank() || file.contains(":memory:")) {
            throw new ConfigurationException(DatabaseSettings.PREFIX + "url for SQLite is " + SQLITE
                    + "PATH of a file, without parameters: samui sets those that keep jobs apart. It is " + url);
        }
        try {
            Path path = Path.of(file);
            if (path.getFileName() == null) {
                throw new InvalidPathException(file, "a root is a directory");
            }
            return path;
        } catch (InvalidPathException e) {
            throw new ConfigurationException(DatabaseSettings.PREFIX + "url names no file: " + e.getMessage(), e);
        }
    }

    /** As a URI, since drive letters, backslashes, {@code ?}, {@code #} and {@code %} mean something else in SQLite's names. */
    private static DatabaseUrl sqlite(Path file) {
        Path absolute = file.toAbsolutePath();
        return new DatabaseUrl(
                Dialect.SQLITE, SQLITE + "file:" + absolute.toUri().getRawPath(), absolute);
    }

    /** For messages: without parameters, which may hold a password. */
    String shown() {
        int query = jdbc.indexOf('?');
        return query < 0 ? jdbc : jdbc.substring(0, query);
    }
}
