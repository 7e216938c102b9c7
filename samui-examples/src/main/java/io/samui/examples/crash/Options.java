package io.samui.examples.crash;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param database null for SQLite in the data directory, which is what the server does on its own
 * @param model    a model bundle's directory; null for the bundled model
 * @param jar      the server; null to find it beside this program
 * @param heap     the server's heap as {@code -Xmx} takes it
 */
record Options(
        boolean soak,
        int kills,
        int images,
        @Nullable String database,
        @Nullable String user,
        @Nullable String password,
        @Nullable Path model,
        @Nullable Path jar,
        String heap,
        long seed) {

    private static final List<String> KNOWN =
            List.of("soak", "kills", "images", "database", "user", "password", "model", "jar", "heap", "seed");

    Options {
        if (kills < 1 || images < 20) {
            throw new IllegalArgumentException("At least one kill and 20 images");
        }
    }

    /**
     * @throws IllegalArgumentException with a sentence for whoever typed it
     */
    static Options parse(String... args) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String arg : args) {
            String[] parts = arg.split("=", 2);
            String key = parts[0].replaceFirst("^--", "");
            if (!arg.startsWith("--") || !KNOWN.contains(key)) {
                throw new IllegalArgumentException(
                        arg + " is not known. Known are, as --key=value: " + String.join(", ", KNOWN));
            }
            given.put(key, parts.length == 2 ? parts[1] : "true");
        }
        boolean soak = Boolean.parseBoolean(given.getOrDefault("soak", "false"));
        return new Options(
                soak,
                number(given, "kills", 50),
                number(given, "images", soak ? 10_000 : 500),
                given.get("database"),
                given.get("user"),
                given.get("password"),
                path(given.get("model")),
                path(given.get("jar")),
                given.getOrDefault("heap", "256m"),
                Long.parseLong(given.getOrDefault("seed", Long.toString(System.nanoTime() % 1_000_000))));
    }

    /** Of the server's JVM. */
    List<String> heapOptions() {
        return soak ? ProcessMemory.heapOptions(heap) : List.of("-Xmx" + heap);
    }

    /** The server's settings, but for its data directory and port. */
    List<String> serverSettings() {
        return Arrays.asList(
                        setting("samui.database.url", database),
                        setting("samui.database.user", user),
                        setting("samui.database.password", password),
                        setting("samui.inference.model", model == null ? null : model.toAbsolutePath()))
                .stream()
                .filter(setting -> !setting.isEmpty())
                .toList();
    }

    private static String setting(String key, @Nullable Object value) {
        return value == null ? "" : "--" + key + "=" + value;
    }

    private static int number(Map<String, String> given, String key, int otherwise) {
        String text = given.get(key);
        try {
            return text == null ? otherwise : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--" + key + " takes a whole number, not " + text, e);
        }
    }

    private static @Nullable Path path(@Nullable String text) {
        return text == null ? null : Path.of(text);
    }
}
