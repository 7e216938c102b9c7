package io.samui.rest;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where plugins are, which must be known before samui-core is asked for anything. */
final class PluginsDirectory {

    private PluginsDirectory() {}

    static Path of(Settings settings) {
        @Nullable String directory = settings.value("samui.plugins-dir");
        if (directory != null) {
            return Path.of(directory);
        }
        @Nullable String data = settings.value("samui.data-dir");
        return Path.of(data == null ? "samui-data" : data).resolve("plugins");
    }
}
