package io.samui.rest;

import java.nio.file.Path;
import java.util.Optional;

/** Where plugins are, which must be known before samui-core is asked for anything. */
final class PluginsDirectory {

    private PluginsDirectory() {}

    /** Empty where everything is kept in memory and no directory is named. */
    static Optional<Path> of(Settings settings) {
        String directory = settings.value(Settings.PLUGINS_DIRECTORY);
        if (directory != null) {
            return Optional.of(Path.of(directory));
        }
        return Optional.ofNullable(settings.value(Settings.DATA_DIRECTORY)).map(data -> Path.of(data, "plugins"));
    }
}
